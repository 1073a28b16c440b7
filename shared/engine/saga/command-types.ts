// Commands typed by the ports of a system's participants: `<participant>.<method>`, with the arguments of that method.
import type { Failure, SagaDefinition, Subject } from './definition.ts';

type Methods<Port> = Extract<keyof Port, string>;

/** `<participant>.<method>`: which port is called. */
export type CommandName<Participants> = {
  [P in Methods<Participants>]: `${P}.${Methods<Participants[P]>}`;
}[Methods<Participants>];

type Method<Port, Name> = Name extends keyof Port ? Port[Name] : never;

/** What a command is given besides its context: the second argument of the port's method. */
export type ArgsOf<Participants, Command extends string> = Command extends `${infer P}.${infer Name}`
  ? P extends keyof Participants
    ? Method<Participants[P], Name> extends (context: never, args: infer Args) => unknown
      ? Args
      : never
    : never
  : never;

/** A step's command, with arguments that its port takes and an event that the system knows. */
export type CommandOf<Participants, Event extends string> = {
  [Command in CommandName<Participants>]: {
    command: Command;
    args(subject: Subject, failure: Failure | null): ArgsOf<Participants, Command> & object;
    completedBy: Event | null;
  };
}[CommandName<Participants>];

/** The definitions that these participants can carry out. */
export type SagaOf<Participants, Event extends string> = SagaDefinition<CommandOf<Participants, Event>, Event>;
