namespace MoCluster.Client;

/// <summary>What was known of an object from one change of it to the next.</summary>
/// <typeparam name="TValues">The values.</typeparam>
/// <param name="Number">Its number: 1, 2, 3 … for each object. An event says which registration it speaks of (<see cref="MoEvent.RegistrationId"/>).</param>
/// <param name="Operation">What made it.</param>
/// <param name="Start">When it was made.</param>
/// <param name="End">When the next one was made; null for the current one.</param>
/// <param name="Actor">The person or program on whose behalf it was made.</param>
/// <param name="Note">A note given with the change; null if there is none.</param>
/// <param name="Validities">All values that it gave the object, in order of time; none after a deletion.</param>
public sealed record Registration<TValues>(
    long Number,
    RegistrationOperation Operation,
    DateTimeOffset Start,
    DateTimeOffset? End,
    Guid Actor,
    string? Note,
    IReadOnlyList<TValues> Validities)
    where TValues : ObjectValues;
