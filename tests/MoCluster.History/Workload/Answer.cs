using System.Text.Json;

namespace MoCluster.History.Workload;

/// <summary>The outcome of one request.</summary>
/// <param name="Kind">What the client knows about the outcome.</param>
/// <param name="Data">The value of the only root field; undefined unless the request was confirmed.</param>
/// <param name="Code">The code of the error; empty without an error.</param>
/// <param name="Message">The message of the error, or of the exception that ended the connection.</param>
public readonly record struct Answer(AnswerKind Kind, JsonElement Data, string Code = "", string Message = "");
