/** The time limits the law and the council set, as data in plain words. */

export const timeLimits = {
  /** An answer is due one month after the day that starts the clock. UK GDPR Art. 12(3) and 12A. */
  answerMonths: 1,
  /** A valid extension adds two further months: three from the start. UK GDPR Art. 12A(3). */
  extensionMonths: 2,
  /** The ICO's suggested fixed period, used as the council's own earlier target. */
  targetDays: 28,
  /** Proof of identity asked for later than this is flagged: the council should have asked promptly. */
  promptlyAskedWithinDays: 5,
  /** The longest hold between approval and release, planned for every case so that the day tells nothing. */
  longestHoldWorkingDays: 3,
  /** Kept free between the end of the longest hold and the last day. */
  workingDaysToSpare: 1,
  /** A question nobody answers: the request may be closed on notice after this long, and reopens on a reply. */
  closeUnansweredQuestionAfterMonths: 1,
  /** A complaint is acknowledged within 30 days, the day after receipt being the first. DPA 2018 s.164A(3). */
  complaintAcknowledgementDays: 30,
  /** A breach that is likely to put people at risk is told to the Commissioner within 72 hours. UK GDPR Art. 33(1). */
  breachNotificationHours: 72,
  /** A parent's request for the educational record of a maintained school in England. SI 2005/1437 reg. 5(2). */
  educationRecordSchoolDays: 15,
  /** The Children's Reporter in Scotland is told of a question within 14 days. DPA 2018 Sch. 3 paras 12(2), 20(2). */
  childrensReporterDays: 14,
  /** A health professional's opinion may be relied on for six months. DPA 2018 Sch. 3 paras 5(4), 6(4). */
  healthOpinionMonths: 6,
  /** Privacy information about data obtained elsewhere is given within one month. UK GDPR Art. 14(3). */
  noticeOfOtherSourceMonths: 1,
  /** Records of a person who has died, and the shorter period where the entries are recent. AHRA 1990 s.3. */
  deceasedHealthRecordDays: 40,
  deceasedRecentHealthRecordDays: 21,
  /** A service that answers by hand has five working days to answer a data request. */
  dataRequestWorkingDays: 5,
  /** After that day it is chased every four days; what falls on a day of rest waits for the next working day. */
  dataRequestChaseEveryDays: 4,
  /** After so many chases the head of the service is asked, and after that it is for the officer to decide. */
  dataRequestChases: 2,
  /** A link to a data request that nobody has opened, and what it is swapped for when somebody presses Start. */
  replyLinkDays: 14,
  replySessionMinutes: 120,
} as const;

/** From this day the one-month rule of UK GDPR Art. 12A governs; before it, only the ICO's guidance. SI 2026/82 reg. 2(h). */
export const article12AInForceOn = '2026-02-05';
