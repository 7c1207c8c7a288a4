// SPDX-License-Identifier: Apache-2.0

/** What each finding of the doctor means, and what to do next. */
export const FINDING_TEXTS: Readonly<Record<string, string>> = {
  'mission-held': 'mission {mission} is held: a service or a command is at work on it',
  'mission-free': 'mission {mission} is not being served',
  'space-enough': '{gibibytes} GiB free',
  'space-little':
    'only {gibibytes} GiB free: make room within days, or move the mission by backup and restore',
  'space-short': 'only {gibibytes} GiB free: make room now; a full disk stops all writing',
  'keys-of-exercise': 'an exercise: its keys are public and prove nothing',
  'keys-in-environment': 'the keys come from the environment; `keys new` keeps those of a new mission sealed',
  'keys-unreadable':
    'the keyring does not open with this passphrase or cannot be read: see docs/runbooks/key-loss.md',
  'keys-not-opened': 'the keyring is there; give the passphrase in MARSAD_PASSPHRASE_FILE to have it opened',
  'keys-open': 'the keyring opens; its signing key is {days} days old',
  'keys-old': 'the signing key is {days} days old: stop the service and run `marsad keys rotate`',
  'tables-current': 'the tables are of this version ({applied} steps)',
  'tables-earlier':
    'the tables are at step {applied} of {known}: the next start brings them up; make a backup first',
  'tables-later': 'the tables are at step {applied}, this program knows {known}: use the later program',
  'clock-agrees': 'the clock agrees with the log and the feeds',
  'clock-behind-the-log':
    'the clock is {seconds} s behind the newest record: set it right before anything more is written',
  'clock-behind-a-feed': 'a feed is {seconds} s ahead of this clock: set the clock, or ask who runs the feed',
  'checkpoint-none': 'no checkpoint has been published yet',
  'checkpoint-recent': 'the latest checkpoint is {hours} h old',
  'checkpoint-old':
    'the latest checkpoint is {hours} h old though the mission is served: start the service again',
  'queue-moving': '{waiting} deliveries wait to be worked on',
  'queue-stuck': '{waiting} deliveries wait, the oldest for {minutes} minutes: start the service again',
  'backup-none': 'there is no backup: run `marsad backup`',
  'backup-recent': 'the latest backup is {hours} h old',
  'backup-old': 'the latest backup is {hours} h old: run `marsad backup`, every day',
}
