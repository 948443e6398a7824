using System.ComponentModel.DataAnnotations;
using MoCluster.Silo.Configuration.Keys;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The messages that are published over AMQP (docs/os2mo.md §6 and §7).</summary>
internal sealed record AmqpOptions : IValidatableObject
{
    /// <summary>Whether messages are published. All silos need the same.</summary>
    [Os2moName("AMQP_ENABLE")]
    public bool Enabled { get; init; }

    /// <summary>The broker, RabbitMQ: <c>amqp://user:password@host:5672/vhost</c>, or <c>amqps://…</c> with TLS.</summary>
    [Os2moName("AMQP_URL")]
    public string Url { get; init; } = "amqp://guest:guest@localhost:5672/";

    /// <summary>The exchange to which messages are published. It is declared at the start, as a durable one of type <c>topic</c>.</summary>
    [Os2moName("AMQP_EXCHANGE")]
    [StringLength(127, MinimumLength = 1)]
    public string Exchange { get; init; } = "os2mo";

    /// <summary>Whether each change of an object is a message: the routing key is the type of the object, the body its uuid.</summary>
    public bool ChangeMessages { get; init; } = true;

    /// <summary>
    /// Whether each mutation is a message to its person and one to its org unit, as of OS2mo's AMQP trigger: <c>employee.engagement.create</c> and the like.
    /// Each costs a row in the mutation's commit.
    /// </summary>
    public bool TriggerMessages { get; init; } = true;

    /// <summary>How many messages of a type of objects are published together. They wait for their confirmations together.</summary>
    [Range(1, 1_000)]
    public int BatchSize { get; init; } = 500;

    /// <summary>
    /// How long the broker may take to confirm a message, or to accept a connection. After that, the message is published again, and may arrive twice.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan ConfirmTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause before the broker is asked for a connection again. It doubles up to <c>Amqp:LongestReconnect</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan ReconnectAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause before the broker is asked for a connection again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan LongestReconnect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The address of the broker.</summary>
    internal Uri Address => new(Url);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // The message does not repeat the value, which may hold a password.
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps") || address.Host.Length == 0)
            yield return new ValidationResult("Amqp:Url is not the address of a broker; it must be amqp://user:password@host:5672/vhost, or amqps://… with TLS.");
        if (LongestReconnect < ReconnectAfter)
            yield return new ValidationResult($"Amqp:LongestReconnect is {LongestReconnect}; it must be at least Amqp:ReconnectAfter, which is {ReconnectAfter}.");
    }
}
