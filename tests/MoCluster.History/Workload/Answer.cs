using System.Text.Json;

namespace MoCluster.History.Workload;

/// <summary>What came of one request.</summary>
/// <param name="Kind">What the caller knows now.</param>
/// <param name="Data">The value of the only root field; undefined unless it was confirmed.</param>
/// <param name="Code">The error's code; empty without one.</param>
/// <param name="Message">The error's message, or what broke the connection.</param>
public readonly record struct Answer(AnswerKind Kind, JsonElement Data, string Code = "", string Message = "");
