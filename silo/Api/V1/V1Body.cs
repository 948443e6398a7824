using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.V1;

/// <summary>
/// The body of a request, as a parameter of whatever serves it. The framework's own binding of bodies says little of what is wrong with one;
/// this reads by <see cref="V1Json"/>, whose refusals name the property and what it must be. The description learns of the type all the same.
/// </summary>
/// <typeparam name="T">What the body must be. An empty body is an empty object.</typeparam>
/// <param name="value">What it is.</param>
internal sealed class V1Body<T>(T value) : IBindableFromHttpContext<V1Body<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    /// <summary>What the body is.</summary>
    public T Value { get; } = value;

    /// <summary>Reads the body of a request; the framework calls this.</summary>
    /// <param name="context">The request.</param>
    /// <param name="parameter">The parameter.</param>
    public static async ValueTask<V1Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(await V1Json.ReadAsync<T>(context, context.RequestServices.GetRequiredService<ApiOptions>()));

    /// <summary>Tells the description what the body must be; it may be absent where nothing of it is required.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="builder">The endpoint.</param>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaTypes.Json], typeof(T), isOptional: !V1Json.IsRequired(typeof(T))));
}
