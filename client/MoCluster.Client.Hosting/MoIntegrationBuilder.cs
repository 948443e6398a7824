using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.Client.Hosting.Integration;

namespace MoCluster.Client.Hosting;

/// <summary>Says which events an integration handles, and how.</summary>
public sealed class MoIntegrationBuilder
{
    private readonly IConfiguration? _section;
    private readonly HashSet<string> _names = [];

    internal MoIntegrationBuilder(IServiceCollection services, IConfiguration? section) => (Services, _section) = (services, section);

    /// <summary>The services of the program.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Handles the events of a listener by a class, which is made for each event in a scope of its own, with services injected.</summary>
    /// <typeparam name="THandler">The class. It need not be registered.</typeparam>
    /// <param name="namespaceName">The namespace: <c>MO</c> for MO's own objects.</param>
    /// <param name="routingKey">The routing key; for MO's own objects their type, for example <c>engagement</c>.</param>
    /// <param name="configure">Changes the options of the listener; the configuration wins over it.</param>
    public MoIntegrationBuilder On<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        string namespaceName, string routingKey, Action<MoListenerOptions>? configure = null)
        where THandler : class, IMoHandler => Add(
            namespaceName,
            routingKey,
            (services, changed, cancellation) => ActivatorUtilities.GetServiceOrCreateInstance<THandler>(services).HandleAsync(changed, cancellation),
            configure);

    /// <summary>Handles the events of a listener. An event is acknowledged when its handler has returned.</summary>
    /// <param name="namespaceName">The namespace: <c>MO</c> for MO's own objects.</param>
    /// <param name="routingKey">The routing key; for MO's own objects their type, for example <c>engagement</c>.</param>
    /// <param name="handler">Handles an event; <see cref="IMoHandler.HandleAsync"/> says more.</param>
    /// <param name="configure">Changes the options of the listener; the configuration wins over it.</param>
    public MoIntegrationBuilder On(
        string namespaceName, string routingKey, Func<MoEvent, CancellationToken, Task> handler, Action<MoListenerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(namespaceName, routingKey, (_, changed, cancellation) => DoneAsync(handler(changed, cancellation)), configure);
    }

    /// <inheritdoc cref="On(string, string, Func{MoEvent, CancellationToken, Task}, Action{MoListenerOptions}?)"/>
    public MoIntegrationBuilder On(
        string namespaceName, string routingKey, Func<MoEvent, CancellationToken, Task<MoOutcome>> handler, Action<MoListenerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(namespaceName, routingKey, (_, changed, cancellation) => handler(changed, cancellation), configure);
    }

    /// <inheritdoc cref="On(string, string, Func{MoEvent, CancellationToken, Task}, Action{MoListenerOptions}?)"/>
    /// <typeparam name="T">A service, which the handler gets from the scope of the event.</typeparam>
    public MoIntegrationBuilder On<T>(
        string namespaceName, string routingKey, Func<MoEvent, T, CancellationToken, Task> handler, Action<MoListenerOptions>? configure = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(
            namespaceName, routingKey, (services, changed, cancellation) => DoneAsync(handler(changed, services.GetRequiredService<T>(), cancellation)), configure);
    }

    /// <inheritdoc cref="On{T}(string, string, Func{MoEvent, T, CancellationToken, Task}, Action{MoListenerOptions}?)"/>
    public MoIntegrationBuilder On<T>(
        string namespaceName, string routingKey, Func<MoEvent, T, CancellationToken, Task<MoOutcome>> handler, Action<MoListenerOptions>? configure = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(namespaceName, routingKey, (services, changed, cancellation) => handler(changed, services.GetRequiredService<T>(), cancellation), configure);
    }

    /// <inheritdoc cref="On(string, string, Func{MoEvent, CancellationToken, Task}, Action{MoListenerOptions}?)"/>
    /// <typeparam name="T1">A service, which the handler gets from the scope of the event.</typeparam>
    /// <typeparam name="T2">Another service.</typeparam>
    public MoIntegrationBuilder On<T1, T2>(
        string namespaceName, string routingKey, Func<MoEvent, T1, T2, CancellationToken, Task> handler, Action<MoListenerOptions>? configure = null)
        where T1 : notnull
        where T2 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(
            namespaceName,
            routingKey,
            (services, changed, cancellation) =>
                DoneAsync(handler(changed, services.GetRequiredService<T1>(), services.GetRequiredService<T2>(), cancellation)),
            configure);
    }

    /// <inheritdoc cref="On{T1, T2}(string, string, Func{MoEvent, T1, T2, CancellationToken, Task}, Action{MoListenerOptions}?)"/>
    public MoIntegrationBuilder On<T1, T2>(
        string namespaceName, string routingKey, Func<MoEvent, T1, T2, CancellationToken, Task<MoOutcome>> handler, Action<MoListenerOptions>? configure = null)
        where T1 : notnull
        where T2 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(
            namespaceName,
            routingKey,
            (services, changed, cancellation) => handler(changed, services.GetRequiredService<T1>(), services.GetRequiredService<T2>(), cancellation),
            configure);
    }

    /// <summary>Changes the options of the client, for what the configuration cannot say, such as other credentials.</summary>
    /// <param name="change">Gets the options that were made from the configuration, and gives those to use.</param>
    public MoIntegrationBuilder ConfigureClient(Func<IServiceProvider, MoClientOptions, MoClientOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Services.AddSingleton(new ClientChange(change));
        return this;
    }

    private MoIntegrationBuilder Add(
        string namespaceName,
        string routingKey,
        Func<IServiceProvider, MoEvent, CancellationToken, Task<MoOutcome>> handle,
        Action<MoListenerOptions>? configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(namespaceName);
        ArgumentException.ThrowIfNullOrWhiteSpace(routingKey);
        var registration = new ListenerRegistration(namespaceName, routingKey, handle);
        if (!_names.Add(registration.Name))
            throw new ArgumentException($"{registration.Name} has a handler already. Let one handler do both.", nameof(routingKey));
        Services.AddSingleton(registration);
        var options = Services.AddOptions<MoListenerOptions>(registration.Name);
        if (configure is not null)
            options.Configure(configure);
        if (_section is not null)
            options.Bind(_section.GetSection($"Listeners:{registration.Name}"));
        options.ValidateOnStart();
        return this;
    }

    private static async Task<MoOutcome> DoneAsync(Task handled)
    {
        await handled.ConfigureAwait(false);
        return MoOutcome.Done;
    }
}
