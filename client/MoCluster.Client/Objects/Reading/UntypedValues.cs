using System.Text.Json;

namespace MoCluster.Client;

/// <summary>The values that an object of any type has throughout one validity, for programs that learn only at run time which type they read.</summary>
public sealed record UntypedValues : ObjectValues
{
    /// <summary>
    /// The values by their names in the catalogue, for example <c>given_name</c>, with <c>uuid</c> and <c>validity</c>. A reference is the object
    /// <c>{"uuid": …}</c>, or the uuid itself.
    /// </summary>
    public required JsonElement Json { get; init; }

    internal static UntypedValues Read(JsonElement values) => new() { Uuid = values.Uuid("uuid"), Validity = values.Validity(), Json = values.Clone() };
}
