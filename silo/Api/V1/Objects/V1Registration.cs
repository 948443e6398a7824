namespace MoCluster.Silo.Api.V1.Objects;

/// <summary>A registration in the history of an object.</summary>
/// <param name="Number">The number, from 1.</param>
/// <param name="Time">When it was made, for example 2021-12-31T23:59:59.123456Z.</param>
/// <param name="Actor">The uuid of the person or program on whose behalf it was made.</param>
/// <param name="Operation">create, edit, terminate or delete.</param>
/// <param name="Validities">The resulting state. A deleted object has none.</param>
/// <param name="Note">A note; left out if there is none.</param>
internal sealed record V1Registration(
    long Number, string Time, Guid Actor, string Operation, IReadOnlyList<V1Validity> Validities, string? Note = null);
