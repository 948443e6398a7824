namespace MoCluster.GrainInterfaces.Catalogue.Reading;

/// <summary>What the registrations of a type are called.</summary>
/// <param name="Type">The GraphQL type of a registration in the list of all registrations.</param>
/// <param name="Filter">The GraphQL type of the filter by registrations; null if lists of the type have none.</param>
/// <param name="Model">The name of the type in registrations and in their filters.</param>
public sealed record RegistrationNames(string Type, string? Filter, string Model);
