namespace MoCluster.GraphQL.Validation;

/// <summary>Ends the validation of a document early. The last of the errors gives the reason.</summary>
internal sealed class ValidationAbortedException : Exception;
