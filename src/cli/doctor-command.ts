// `hearth doctor`: the checks over the configuration as it stands.
import type { Config } from '../config.ts';
import { runDoctor } from './doctor.ts';
import { doctorExitCode, renderDoctorJson, renderDoctorText } from './doctor-report.ts';

/** Runs the doctor and gives what to print and how to exit: 0 for green and amber, 1 for red. */
export const doctorCommand = async (command: {
  readonly config: Pick<Config, 'ehrs' | 'publicBaseUrl'>;
  /** One EHR's `iss`; all of them without it. */
  readonly issuer: string | undefined;
  readonly json: boolean;
}): Promise<{ readonly text: string; readonly exitCode: 0 | 1 }> => {
  const report = await runDoctor({
    registrations: command.config.ehrs,
    iss: command.issuer,
    fetch,
    now: Date.now,
    publicBaseUrl: command.config.publicBaseUrl,
  });
  return {
    text: command.json ? renderDoctorJson(report) : renderDoctorText(report),
    exitCode: doctorExitCode(report),
  };
};
