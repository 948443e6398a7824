namespace Orleans;

/// <summary>
/// Subscribes a grain class to every stream of a namespace: an item of the stream with key <c>k</c> goes to the grain of key
/// <c>k</c>, which is activated for it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ImplicitStreamSubscriptionAttribute : Attribute
{
    /// <summary>Subscribes to one stream namespace.</summary>
    /// <param name="streamNamespace">The stream namespace, exactly.</param>
    /// <param name="streamIdMapper">Must be null here: keys of streams are keys of grains.</param>
    public ImplicitStreamSubscriptionAttribute(string streamNamespace, string? streamIdMapper = null)
    {
        StreamNamespace = streamNamespace.Trim();
        StreamIdMapper = streamIdMapper;
    }

    /// <summary>The mapper of stream keys to grain keys; null for "the same".</summary>
    public string? StreamIdMapper { get; init; }

    internal string StreamNamespace { get; }
}
