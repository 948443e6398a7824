using Microsoft.AspNetCore.Mvc;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Objects.Exports;
using MoCluster.Grains.Objects.Imports;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1.Objects;

/// <summary>The endpoints that export and import objects. Their documentation becomes that of the OpenAPI document.</summary>
internal static class V1Objects
{
    private const int LongestId = 128;

    /// <summary>Exports objects with their whole histories, also deleted ones, as lines that an import takes.</summary>
    /// <param name="request">The request of the caller.</param>
    /// <param name="export">Writes the objects.</param>
    /// <param name="slots">Limits how many exports run.</param>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="type">Only objects of this type, for example org_unit. It may be given several times.</param>
    /// <response code="200">
    /// One object on each line, as of the start of the export. An object mostly comes after those to which it refers. If the export cannot go on,
    /// the connection is cut.
    /// </response>
    public static V1Export Export(
        V1Request request, ObjectExport export, TransferSlots slots, ObjectCatalogue catalogue, [FromQuery] string[]? type = null) =>
        new(export, slots, request.Api, type is null or [] ? catalogue.Types : [.. type.Distinct().Select(name => TypeOf(catalogue, name))]);

    /// <summary>
    /// Imports objects of all types, one on each line: with their whole histories, as an export writes them, or with validities alone, of which one
    /// registration is made. Objects may refer to others that come later, within a window.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="host">What imports need.</param>
    /// <param name="id">
    /// The id of the import, up to 128 letters, digits and . _ : -. The same file under the same id goes on where it stopped. It is made if it is left out.
    /// </param>
    /// <param name="priority">The priority of the events; 1 comes first.</param>
    /// <response code="200">
    /// Lines while the import goes on: the id; how far it is; each line that was not imported, with the reason; and at the end the totals.
    /// Without the last line the import was cut off. What is done stays done; the same file can be sent again.
    /// </response>
    public static V1Import Import(
        HttpContext http,
        V1Request request,
        ImportHost host,
        string? id = null,
        int priority = EventRecord.DefaultPriority)
    {
        if (priority < 1)
            throw Refusals.InvalidInput("priority must be natural", "priority");
        if (id is { Length: 0 or > LongestId } || id?.All(IsOfId) == false)
            throw Refusals.InvalidInput($"The id of an import has 1 to {LongestId} letters, digits and . _ : -.", "id");
        if (!MediaTypes.IsLines(http.Request.ContentType))
        {
            throw new BadHttpRequestException(
                $"The Content-Type of an import must be {MediaTypes.Lines} in UTF-8.", StatusCodes.Status415UnsupportedMediaType);
        }
        var wanted = new ImportRequest
        {
            Actor = request.Api.Actor,
            Triggerless = request.Api.Triggerless,
            StopsOnError = RequestParameters.IsSet(http.Request, "stop_on_error"),
            IsDry = RequestParameters.IsSet(http.Request, "dry_run"),
            Priority = priority,
        };
        return new V1Import(host, request.Api, wanted, id);
    }

    private static bool IsOfId(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or ':' or '-';

    private static TypeDefinition TypeOf(ObjectCatalogue catalogue, string name) => catalogue.FindType(name)
        ?? throw Refusals.InvalidInput(
            $"There is no type '{name}'.{NearestName.Hint(name, catalogue.Types.Select(known => known.Name))}", "type");
}
