/** What happens as the young person leaves care and lives alone. */
import type { Grammar } from './teller.ts';

export const leavingPhrases: Grammar = {
  'event-leaving': [
    'Visit to {place}. {child} had made a lasagne and had burnt it, and we ate it. Rent is paid to the end of the month. The stair light is still out. #leaving-plan#',
    'Telephone call from {carer}. {child} comes for Sunday lunch and sleeps on the sofa most weekends. {carer2} has put up her shelves. They would like her to be asked about the wedding, not told.',
    '{child} texted at {time} am: “can u ring me not urgent but soon”. Rang at once. {friend} had locked her out after an argument and had kept her keys. She was at {carer.first}’s. #leaving-plan#',
    'Pathway plan reviewed at the college with {teacher}. {child} has passed Level 2 and wants to do the access course in nursing. Needs: laptop, bus pass, a quiet place. Leaving care grant used so far: £1,240.',
    'Saw {child} at the Hope Street drop-in. She has changed her name to Addo by deed poll; copy on file. “It’s the one I’d choose.” Asked us to use it on letters from now on.',
    '{mother} telephoned the duty desk for {child}’s address. Refused. {mother.first} is in supported housing under the Elizabeth Trust and has been sober since #month#. {child} told the same day; she does not want to be in touch yet.',
    'Appointment with {health}. Registered with a GP. Sleep is poor. Referred back to {therapist}; waiting time fourteen weeks. {child} said that she would believe it when she sees it.',
    '{brother} found {child} on social media. They met at the Victoria Arcade. He told her that {father} died in the spring and that nobody had known where to write. {child} asked us to find out what the file says about him. #leaving-plan#',
    'Housing benefit stopped because a form had gone to {carer.home}. Rang the benefits team with {child} in the room. Restored and backdated. Foodbank voucher given for the weekend.',
    'Joint visit with the housing officer, [staff:Morwenna Strike]. Tenancy is going well. {child} has got to know the woman upstairs, [third:May], who is ninety and takes in her parcels.',
    '{child} asked for her records. Explained what a subject access request is, that it may be hard reading and that she can have somebody with her. She wants to know why she moved from {gran}’s.',
    '{police} rang. {friend} was arrested at {place} for criminal damage. {child} did not want to make a statement. DASH completed with her: score nine. Offered the independent adviser.',
    'Text from {child}: passed the placement. “Tell [third:Abena] before I do because she’ll cry and I can’t do crying on the ward.”',
    '{otherChild} stayed with {child} for a week after his own placement ended. Told her that this has to stop or her tenancy is at risk; asked his worker to find him somewhere. He is seventeen.',
    'Christmas. {child} worked two shifts and went to the Addos on Boxing Day. {gran} sent a card with £5; she is in Penrose Lodge and does not always know who is visiting.',
  ],
  'leaving-plan': [
    'Agreed to meet on #weekday# and to bring the forms.',
    'She will ring {carer.first} before she rings anybody else, and me after that.',
    'I will ask the housing team for a date, and will tell her the date and not “soon”.',
    'Nothing for us to do. She wanted somebody to know.',
    'To be raised with {manager} in supervision.',
  ],
};
