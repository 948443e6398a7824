using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.V1;

/// <summary>
/// The body of a request, as a parameter of an endpoint. It is read by <see cref="V1Json"/>, whose refusals name the wrong property and say what
/// it must be; ASP.NET's own binding says little about mistakes. The OpenAPI document knows the type all the same.
/// </summary>
/// <typeparam name="T">The type of the body. An empty body counts as an empty object.</typeparam>
/// <param name="value">The value of the body.</param>
internal sealed class V1Body<T>(T value) : IBindableFromHttpContext<V1Body<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    /// <summary>The value of the body.</summary>
    public T Value { get; } = value;

    /// <summary>Reads the body of a request; ASP.NET calls this.</summary>
    /// <param name="context">The request.</param>
    /// <param name="parameter">The parameter of the endpoint.</param>
    public static async ValueTask<V1Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(await V1Json.ReadAsync<T>(context, context.RequestServices.GetRequiredService<ApiOptions>()));

    /// <summary>Adds the type of the body to the metadata of the endpoint. The body is optional if it has no required property.</summary>
    /// <param name="parameter">The parameter of the endpoint.</param>
    /// <param name="builder">The endpoint.</param>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaTypes.Json], typeof(T), isOptional: !V1Json.IsRequired(typeof(T))));
}
