using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.Client.AspNetCore.Receiving;

namespace MoCluster.Client.AspNetCore;

/// <summary>Adds triggers to a program. Conventions that are added to it hold for all of them.</summary>
public sealed class MoTriggersBuilder : IEndpointConventionBuilder
{
    private readonly RouteGroupBuilder _group;
    private readonly TriggerTable _triggers;
    private readonly CallReceiver _receiver;

    internal MoTriggersBuilder(RouteGroupBuilder group, TriggerTable triggers, CallReceiver receiver) =>
        (_group, _triggers, _receiver) = (group, triggers, receiver);

    /// <summary>
    /// Adds a trigger that runs before a change is made. When the handler throws, nothing is changed, and the caller learns the message of a
    /// <see cref="MoTriggerRefusedException"/>.
    /// </summary>
    /// <param name="roleType">The type of the objects, for example <c>org_unit</c>, <c>employee</c>, <c>engagement</c> or <c>it</c>.</param>
    /// <param name="requestType">What the change does.</param>
    /// <param name="handler">Judges the change.</param>
    /// <param name="settings">How the server runs it.</param>
    public MoTriggersBuilder Before(
        string roleType, MoRequestType requestType, Func<MoTriggerCall, CancellationToken, Task> handler, MoTriggerSettings? settings = null) =>
        Add(isBefore: true, roleType, requestType, Of(handler), settings);

    /// <inheritdoc cref="Before(string, MoRequestType, Func{MoTriggerCall, CancellationToken, Task}, MoTriggerSettings?)"/>
    /// <typeparam name="T">A service, which the handler gets from the scope of the call.</typeparam>
    public MoTriggersBuilder Before<T>(
        string roleType, MoRequestType requestType, Func<MoTriggerCall, T, CancellationToken, Task> handler, MoTriggerSettings? settings = null)
        where T : notnull => Add(isBefore: true, roleType, requestType, Of(handler), settings);

    /// <summary>
    /// Adds a trigger that runs after a change was made. Its calls are made at least once, those for one object in the order of its changes; when the handler throws,
    /// the call comes again later. So handling a call twice must be the same as handling it once.
    /// </summary>
    /// <param name="roleType">The type of the objects, for example <c>org_unit</c>, <c>employee</c>, <c>engagement</c> or <c>it</c>.</param>
    /// <param name="requestType">What the change does.</param>
    /// <param name="handler">Reacts to the change.</param>
    /// <param name="settings">How the server runs it.</param>
    public MoTriggersBuilder After(
        string roleType, MoRequestType requestType, Func<MoTriggerCall, CancellationToken, Task> handler, MoTriggerSettings? settings = null) =>
        Add(isBefore: false, roleType, requestType, Of(handler), settings);

    /// <inheritdoc cref="After(string, MoRequestType, Func{MoTriggerCall, CancellationToken, Task}, MoTriggerSettings?)"/>
    /// <typeparam name="T">A service, which the handler gets from the scope of the call.</typeparam>
    public MoTriggersBuilder After<T>(
        string roleType, MoRequestType requestType, Func<MoTriggerCall, T, CancellationToken, Task> handler, MoTriggerSettings? settings = null)
        where T : notnull => Add(isBefore: false, roleType, requestType, Of(handler), settings);

    /// <inheritdoc />
    public void Add(Action<EndpointBuilder> convention) => ((IEndpointConventionBuilder)_group).Add(convention);

    /// <inheritdoc />
    public void Finally(Action<EndpointBuilder> finallyConvention) => ((IEndpointConventionBuilder)_group).Finally(finallyConvention);

    private static Func<IServiceProvider, MoTriggerCall, CancellationToken, Task> Of(Func<MoTriggerCall, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (_, call, cancellation) => handler(call, cancellation);
    }

    private static Func<IServiceProvider, MoTriggerCall, CancellationToken, Task> Of<T>(Func<MoTriggerCall, T, CancellationToken, Task> handler)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (services, call, cancellation) => handler(call, services.GetRequiredService<T>(), cancellation);
    }

    private MoTriggersBuilder Add(
        bool isBefore,
        string roleType,
        MoRequestType requestType,
        Func<IServiceProvider, MoTriggerCall, CancellationToken, Task> handler,
        MoTriggerSettings? settings)
    {
        var trigger = _triggers.Add(isBefore, roleType, requestType, settings ?? new MoTriggerSettings());
        _group.MapPost(trigger.Url, (HttpContext context) => _receiver.ReceiveAsync(context, trigger, handler));
        return this;
    }
}
