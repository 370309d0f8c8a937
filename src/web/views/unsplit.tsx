// Telephone numbers inside a text: a number broken over two lines is misread, and misdialed.

const numbers = /(\+?\d[\d-]{5,}\d)/;

export const Unsplit = ({ text }: { text: string }) => (
  <>
    {text.split(numbers).map((part, index) => (index % 2 === 1 ? <span class="unsplit">{part}</span> : part))}
  </>
);
