// Hearth's own identifier systems, as they stand in the EHR's resources (REFERRAL 1.7).

/** Of a ServiceRequest: the referral's business identifier. */
export const referralIdSystem = 'https://hearth.example.org/referral-id';
/** Of a Task: `{referralId}-1`. */
export const taskIdSystem = 'https://hearth.example.org/task-id';
export const referralCodeSystem = 'https://hearth.example.org/CodeSystem/referral-kind';
export const softwareSystem = 'https://hearth.example.org/software';
/** Of somebody of the clinic's own team whom the EHR has no record of. */
export const onSiteTeamSystem = 'https://hearth.example.org/on-site-team';
