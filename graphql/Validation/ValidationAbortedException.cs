namespace MoCluster.GraphQL.Validation;

/// <summary>Ends the validation of a document; the reason is among the errors.</summary>
internal sealed class ValidationAbortedException : Exception;
