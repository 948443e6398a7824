using System.Text.RegularExpressions;
using MoCluster.Tests.Architecture;

namespace MoCluster.Tests.Documents;

/// <summary>What the code and the documents cite is in the repository: sections, files, links and paths.</summary>
public sealed partial class CitationTests
{
    private static readonly HashSet<string> Texts =
        [".cs", ".md", ".sql", ".json", ".yaml", ".yml", ".conf", ".js", ".css", ".html", ".props", ".targets", ".csproj", ".txt", ".sh"];

    private static readonly string[] Files = [.. Repository.Files().Where(file => Texts.Contains(Path.GetExtension(file)))];

    private static readonly HashSet<string> Names = [.. Files.Select(file => Path.GetFileName(file))];

    private static readonly string[] Documents = [.. Files.Where(file => Path.GetExtension(file) == ".md")];

    [Fact]
    public void Every_section_that_is_cited_exists()
    {
        var cited = Files.SelectMany(SectionsCitedBy).ToArray();
        Assert.True(cited.Length > 100, $"only {cited.Length} citations were found");
        AssertNone(cited.Where(citation => !File.Exists(citation.Document) || !SectionsOf(citation.Document).Contains(citation.Section))
            .Select(citation => $"{NameOf(citation.File)} cites {NameOf(citation.Document)} §{citation.Section}, which does not exist."));
    }

    [Fact]
    public void Every_document_that_is_cited_is_in_the_repository()
    {
        var cited = Files.SelectMany(file => DocumentName().Matches(File.ReadAllText(file)).Select(match => (File: file, Document: match.Value))).ToArray();
        Assert.True(cited.Length > 100, $"only {cited.Length} names of documents were found");
        AssertNone(cited.Where(citation => !IsThere(citation.File, citation.Document))
            .Select(citation => $"{NameOf(citation.File)} cites {citation.Document}, which is not in the repository."));
    }

    [Fact]
    public void Every_relative_link_leads_to_a_file()
    {
        var links = Documents.SelectMany(file => Link().Matches(File.ReadAllText(file)).Select(match => (File: file, Target: match.Groups["target"].Value)))
            .Where(link => !link.Target.Contains("://", StringComparison.Ordinal)).ToArray();
        Assert.True(links.Length > 20, $"only {links.Length} links were found");
        AssertNone(links.Where(link => !Exists(Path.Combine(Path.GetDirectoryName(link.File)!, link.Target.Split('#')[0])))
            .Select(link => $"{NameOf(link.File)} links to {link.Target}, which does not exist."));
    }

    /// <summary>Documents write paths from the root of the repository in backticks: <c>grains/Objects</c>, <c>stores/Memory/Judge</c>.</summary>
    [Fact]
    public void Every_path_that_a_document_names_exists()
    {
        var folders = string.Join('|', Directory.GetDirectories(Repository.Root).Select(Path.GetFileName).Where(name => name![0] != '.' && name != "artifacts"));
        var path = new Regex($"`(?<path>(?:{folders})/[\\w./-]*[\\w/])`");
        var named = Documents.SelectMany(file => path.Matches(File.ReadAllText(file)).Select(match => (File: file, Path: match.Groups["path"].Value))).ToArray();
        Assert.True(named.Length > 50, $"only {named.Length} paths were found");
        AssertNone(named.Where(name => !Exists(Repository.PathOf(name.Path)) && !File.Exists(Repository.PathOf(name.Path + ".cs")))
            .Select(name => $"{NameOf(name.File)} names {name.Path}, which does not exist."));
    }

    /// <summary>Settings are named as <c>Section:Key</c> in backticks, with a value or without. The changelog also names settings of earlier versions.</summary>
    [Fact]
    public void Every_setting_that_a_document_names_exists()
    {
        var known = SettingRow().Matches(File.ReadAllText(Repository.PathOf("silo", "CONFIGURATION.md"))).Select(row => row.Groups["key"].Value).ToHashSet();
        var setting = new Regex($"`(?<key>(?:{string.Join('|', known.Select(key => key.Split(':')[0]).Distinct())}):\\w+)");
        var named = Documents.Where(file => Path.GetFileName(file) != "CHANGELOG.md")
            .SelectMany(file => setting.Matches(File.ReadAllText(file)).Select(match => (File: file, Key: match.Groups["key"].Value))).ToArray();
        Assert.True(named.Length > 50, $"only {named.Length} settings were found");
        AssertNone(named.Where(name => !known.Contains(name.Key)).Select(name => $"{NameOf(name.File)} names the setting {name.Key}, which does not exist."));
    }

    /// <summary>The tables of <c>docs/guarantees.md</c>: <c>KillTests.Nothing_is_lost</c>, or a class of tests or of rules alone.</summary>
    [Fact]
    public void Every_test_and_rule_that_the_guarantees_name_exists()
    {
        var tests = Repository.Files("tests").Where(file => Path.GetExtension(file) == ".cs").ToLookup(file => Path.GetFileNameWithoutExtension(file));
        var named = TestName().Matches(File.ReadAllText(Repository.PathOf("docs", "guarantees.md"))).ToArray();
        Assert.True(named.Length > 10, $"only {named.Length} tests and rules were found");
        AssertNone(named.Where(name => !tests[name.Groups["class"].Value].Any(file =>
                File.ReadAllText(file).Contains($" {name.Groups["method"].Value}", StringComparison.Ordinal)))
            .Select(name => $"docs/guarantees.md names {name.Value}, which does not exist."));
    }

    private static IEnumerable<(string File, string Document, string Section)> SectionsCitedBy(string file)
    {
        var text = File.ReadAllText(file);
        foreach (Match citation in Citation().Matches(text))
        {
            foreach (var section in citation.Groups["section"].Captures.Select(capture => capture.Value))
                yield return (file, Repository.PathOf(citation.Groups["document"].Value), section);
        }

        // In docs/, a section without the name of a document is a section of the same document.
        if (Path.GetDirectoryName(file) != Repository.PathOf("docs"))
            yield break;
        foreach (Match own in OwnSection().Matches(Citation().Replace(text, "")))
            yield return (file, file, own.Groups["section"].Value);
    }

    private static HashSet<string> SectionsOf(string document) =>
        [.. Heading().Matches(File.ReadAllText(document)).Select(match => match.Groups["section"].Value)];

    /// <summary>A document is cited by its path from the root or from the file that cites it, or by its name alone.</summary>
    private static bool IsThere(string file, string document) => File.Exists(Repository.PathOf(document))
        || File.Exists(Path.Combine(Path.GetDirectoryName(file)!, document))
        || (!document.Contains('/', StringComparison.Ordinal) && Names.Contains(document));

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static string NameOf(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    private static void AssertNone(IEnumerable<string> problems)
    {
        var found = problems.Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [GeneratedRegex(@"(?<document>docs/[\w.-]+\.md) (?:§(?<section>\d+(?:\.\d+)*)(?:, | and | to )?)+")]
    private static partial Regex Citation();

    [GeneratedRegex(@"(?<!\S\.md )§(?<section>\d+(?:\.\d+)*)")]
    private static partial Regex OwnSection();

    [GeneratedRegex(@"^#+ (?<section>\d+(?:\.\d+)*)\.? ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"(?<![\w./*-])(?:\.\./)*[\w-][\w./-]*\.md\b(?!\.)")]
    private static partial Regex DocumentName();

    [GeneratedRegex(@"\[[^\]\n]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| `(?<key>\w+:\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"`(?<class>\w+(?:Tests|Rules?))(?:\.(?<method>\w+))?`")]
    private static partial Regex TestName();
}
