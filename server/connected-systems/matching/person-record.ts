/** What a connected system says of one person, as far as it helps to tell who it is. */
import type { PersonName, PostalAddress } from '../connector.ts';

/** A person as one system knows him or her. */
export interface PersonRecord {
  /** The system's own person number. */
  readonly reference: string;
  /** The present name first. */
  readonly names: readonly PersonName[];
  /** `YYYY-MM-DD`, or null where the system has none. */
  readonly dateOfBirth: string | null;
  readonly addresses: readonly PostalAddress[];
  readonly nino?: string;
  readonly nhsNumber?: string;
  readonly emails?: readonly string[];
  readonly phones?: readonly string[];
  /** Accounts or tenancies that name this very person as a party; they speak of a home, and prove nobody. */
  readonly accountReferences?: readonly string[];
}
