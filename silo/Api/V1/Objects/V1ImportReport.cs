using System.Text.Json.Serialization;
using MoCluster.Grains.Objects.Imports;

namespace MoCluster.Silo.Api.V1.Objects;

/// <summary>A line of the answer to an import.</summary>
/// <param name="Kind">
/// import: the first line. progress: how far it is. error: a line of the file that was not imported. end: the last line, with the totals.
/// </param>
internal sealed record V1ImportReport(string Kind)
{
    /// <summary>The id of the import. The same file under the same id goes on where it stopped. In the first and the last line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>The line of the file, from 1, in an error.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Line { get; init; }

    /// <summary>A stable code for programs, in an error and where the import ended early.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    /// <summary>What was wrong and what would be right.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    /// <summary>Where in the line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Path { get; init; }

    /// <summary>Whether the same line may be imported later without any change to it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Retriable { get; init; }

    /// <summary>Whether the whole file was read and decided, in the last line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Complete { get; init; }

    /// <summary>The last line that was read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Read { get; init; }

    /// <summary>The line up to which everything is decided and durable. In the first line: the one after which the import begins.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Done { get; init; }

    /// <summary>How many objects were created, or created again after a deletion.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Created { get; init; }

    /// <summary>How many objects got further registrations.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Changed { get; init; }

    /// <summary>How many objects were already as their lines say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Unchanged { get; init; }

    /// <summary>How many lines were not imported, also those that no error tells because there were too many.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Failed { get; init; }

    /// <summary>How many after triggers failed. What they were told is done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? AfterTriggerFailures { get; init; }

    /// <summary>The report of how far an import is.</summary>
    /// <param name="kind">progress or end.</param>
    /// <param name="totals">How far it is.</param>
    public static V1ImportReport Of(string kind, ImportTotals totals) => new(kind)
    {
        Read = totals.Read,
        Done = totals.Done,
        Created = totals.Created,
        Changed = totals.Changed,
        Unchanged = totals.Unchanged,
        Failed = totals.Failed,
        AfterTriggerFailures = totals.AfterTriggerFailures,
    };

    /// <summary>The report of a line that was not imported.</summary>
    /// <param name="problem">The line, and what is wrong.</param>
    public static V1ImportReport Of(ImportProblem problem) => new("error")
    {
        Line = problem.Line,
        Code = problem.Refusal.Code,
        Message = problem.Refusal.Message,
        Path = problem.Refusal.Path,
        Retriable = problem.Refusal.Retriable ? true : null,
    };
}
