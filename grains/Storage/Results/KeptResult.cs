using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Results;

/// <summary>A result kept under an idempotency key, with what its commit assigned.</summary>
/// <param name="RequestHash">The hash of the request.</param>
/// <param name="Document">The answer as far as it was known before the commit.</param>
/// <param name="Time">When it was committed.</param>
/// <param name="EventNumbers">The numbers of the commit's events, in their order.</param>
/// <param name="RegistrationTimes">The times of the commit's registrations, in their order.</param>
public sealed record KeptResult(
    ImmutableArray<byte> RequestHash,
    ImmutableArray<byte> Document,
    DateTimeOffset Time,
    ImmutableArray<long> EventNumbers,
    ImmutableArray<DateTimeOffset> RegistrationTimes);
