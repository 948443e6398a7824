using System.Text;
using System.Text.Json;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Objects;

/// <summary>Files go into the server and come out of it, and their sender learns what became of each line.</summary>
public sealed class TransferTests(ClientSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_tells_how_far_it_is_and_which_lines_were_refused()
    {
        await using var mo = await silo.ConnectAsync();
        var (facets, refused, progress) = (new ImportFile(20), new List<ImportRefusal>(), new Watched<ImportProgress>());
        using var file = facets.Open();
        var result = await mo.Objects.ImportAsync(file, new ImportOptions { Progress = progress, Refused = refused.Add }, Cancellation);
        Assert.Equal(new ImportProgress(21, 21, 21, 20, 0, 0, 1, 0), result.Totals);
        Assert.Equal(result.Totals, progress.Last);
        Assert.Equal(0, result.Resumptions);
        var problem = Assert.Single(refused);
        Assert.Equal((facets.RefusedLine, "type", false), (problem.Line, problem.Path, problem.IsRetriable));
        Assert.Equal(20, await mo.Objects.Facets.FindAsync(facets.Filter, Cancellation).CountAsync(Cancellation));

        var again = await mo.Objects.ImportAsync(Lines(facets.Lines), cancellationToken: Cancellation);
        Assert.Equal((0, 20), (again.Totals.Created, again.Totals.Unchanged));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        await using var mo = await silo.ConnectAsync();
        var facets = new ImportFile(3);
        var result = await mo.Objects.ImportAsync(Lines(facets.Lines), new ImportOptions { IsDryRun = true }, Cancellation);
        Assert.Equal((null, 3, 1), (result.Id, result.Totals.Created, result.Totals.Failed));
        Assert.False(await mo.Objects.Facets.FindAsync(facets.Filter, Cancellation).AnyAsync(Cancellation));
    }

    [Fact]
    public async Task An_import_that_ended_at_an_error_goes_on_with_the_mended_file()
    {
        await using var mo = await silo.ConnectAsync();
        var facets = new ImportFile(10);
        var options = new ImportOptions { Id = $"mended-{Guid.NewGuid():N}", StopOnError = true };
        var refused = await Assert.ThrowsAsync<MoException>(() => mo.Objects.ImportAsync(Lines(facets.Lines), options, Cancellation));
        Assert.Equal((false, "type"), (refused.IsRetriable, refused.Path));
        Assert.StartsWith($"Line {facets.RefusedLine}: ", refused.Message, StringComparison.Ordinal);
        facets.Lines[(int)facets.RefusedLine - 1] = facets.Lines[0];
        var result = await mo.Objects.ImportAsync(Lines(facets.Lines), options, Cancellation);
        Assert.Equal((options.Id, 11, 0), (result.Id, result.Totals.Done, result.Totals.Failed));
        Assert.Equal(10, await mo.Objects.Facets.FindAsync(facets.Filter, Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task Refusals_before_the_first_line_and_failures_of_the_source_are_thrown()
    {
        await using var mo = await silo.ConnectAsync();
        var refused = await Assert.ThrowsAsync<MoException>(
            () => mo.Objects.ImportAsync(Lines(["{}"]), new ImportOptions { Id = "no id!" }, Cancellation));
        Assert.Equal((MoErrorCode.InvalidInput, "id"), (refused.Code, refused.Path));
        var unreadable = await Assert.ThrowsAsync<InvalidOperationException>(() => mo.Objects.ImportAsync(Broken(), cancellationToken: Cancellation));
        Assert.Equal("the disk is gone", unreadable.Message);
        var unknown = await Assert.ThrowsAsync<MoException>(
            () => mo.Objects.ExportAsync(new ExportOptions { Types = ["orgunit"] }, Cancellation).ToListAsync(Cancellation).AsTask());
        Assert.Contains("org_unit", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_has_the_histories_of_all_objects_of_the_types()
    {
        await using var mo = await silo.ConnectAsync();
        var uuid = (await mo.Objects.ItSystems.CreateAsync(new ItSystemCreate { UserKey = "exported", Name = "x" }, cancellationToken: Cancellation)).Uuid;
        await mo.Objects.ItSystems.DeleteAsync(uuid, cancellationToken: Cancellation);
        using var file = new MemoryStream();
        var progress = new Watched<long>();
        var count = await mo.Objects.ExportAsync(file, new ExportOptions { Types = [mo.Objects.ItSystems.Type], Progress = progress }, Cancellation);
        var text = Encoding.UTF8.GetString(file.ToArray());
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((lines.Length, lines.Length), (count, progress.Last));
        using var line = JsonDocument.Parse(Assert.Single(lines, each => each.Contains(uuid.ToString("D"), StringComparison.Ordinal)));
        Assert.Equal(2, line.RootElement.GetProperty("registrations").GetArrayLength());
        var streamed = await mo.Objects.ExportAsync(new ExportOptions { Types = ["itsystem"] }, Cancellation).ToListAsync(Cancellation);
        Assert.Superset(lines.ToHashSet(), streamed.ToHashSet());
        var back = await mo.Objects.ImportAsync(mo.Objects.ExportAsync(new ExportOptions { Types = ["itsystem"] }, Cancellation), cancellationToken: Cancellation);
        Assert.Equal((back.Totals.Read, 0), (back.Totals.Unchanged, back.Totals.Failed));
    }

    private static async IAsyncEnumerable<string> Lines(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            await Task.Yield();
            yield return line;
        }
    }

    private static async IAsyncEnumerable<string> Broken()
    {
        yield return "{}";
        await Task.Yield();
        throw new InvalidOperationException("the disk is gone");
    }

    /// <summary>Remembers what was told last.</summary>
    private sealed class Watched<T> : IProgress<T>
    {
        public T? Last { get; private set; }

        public void Report(T value) => Last = value;
    }
}
