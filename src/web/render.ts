import type { Response } from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** Sends a page: markup from components only, every text escaped by them. */
export const sendPage = (response: Response, page: VNode, status = 200): void => {
  response
    .status(status)
    .type('html')
    .send(`<!doctype html>${renderToString(page)}`);
};
