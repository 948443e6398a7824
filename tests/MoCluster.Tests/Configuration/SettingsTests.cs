using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.Grains.Objects;
using MoCluster.GraphQL;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Stores.Sqlite;
using MoCluster.Tests.Architecture;

namespace MoCluster.Tests.Configuration;

/// <summary>Which settings there are, and how invalid ones are reported.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void The_documented_table_of_settings_is_up_to_date()
    {
        var path = Repository.PathOf("silo", "CONFIGURATION.md");
        if (Environment.GetEnvironmentVariable("MOCLUSTER_WRITE_CONFIGURATION") == "1")
            File.WriteAllText(path, SettingsDocument.Write());
        Assert.Equal(SettingsDocument.Write(), File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Without_settings_the_defaults_apply()
    {
        var settings = Read();
        Assert.Equal(["http://127.0.0.1:8080"], settings.Urls.Values);
        Assert.Equal(new StoreOptions(), settings.Get<StoreOptions>());
        Assert.Equal(new ApiOptions(), settings.Get<ApiOptions>());
        Assert.Equal(new ExecutorOptions(), settings.Get<ExecutorOptions>());
        Assert.Equal(1_048_576, settings.Get<ApiOptions>().MaxBodyBytes);
    }

    [Fact]
    public void Of_a_setting_that_is_given_twice_the_last_counts() =>
        Assert.Equal(3, Read("Store:Kind=Memory", "Api:MaxFetchLength=2", "api:maxfetchlength=3").Get<ApiOptions>().MaxFetchLength);

    [Fact]
    public void Settings_are_read_whatever_the_case_of_their_keys()
    {
        var settings = Read("store:kind=memory", "STORE:DIRECTORY=/somewhere", "Api:MaxWait=00:00:30", "Events:Retention=30.00:00:00",
            "Triggers:Sample=true");
        Assert.Equal(StoreKind.Memory, settings.Get<StoreOptions>().Kind);
        Assert.Equal("/somewhere", settings.Get<SqliteOptions>().Directory);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.Get<ApiOptions>().MaxWait);
        Assert.Equal(TimeSpan.FromDays(30), settings.Get<EventsOptions>().Retention);
        Assert.True(settings.Get<TriggersOptions>().Sample);
    }

    [Fact]
    public void The_types_that_allow_a_substitute_are_none_some_or_all()
    {
        const string One = "5b2d87e1-3c4a-4f6e-9a8b-0c1d2e3f4a5b", Two = "7d0e8f0a-3f43-4c0d-9b6f-0d4b5b0c8f11";
        Assert.False(Taking().Contains(Guid.Parse(One)));
        Assert.True(Taking($"Objects:SubstituteTypes={One}, {Two}").Contains(Guid.Parse(Two)));
        Assert.False(Taking($"Objects:SubstituteTypes={One}").Contains(Guid.Parse(Two)));
        Assert.True(Taking("Objects:SubstituteTypes=*").Contains(Guid.Parse(Two)));

        static ClassSelection Taking(params string[] arguments) => Read(arguments).Get<ObjectOptions>().SubstituteTypes;
    }

    [Fact]
    public void With_authentication_other_addresses_than_loopback_are_allowed()
    {
        Assert.Equal(
            ["http://0.0.0.0:8080", "http://*:81"],
            Read("Authentication:Authority=https://i/r", "Authentication:Audience=mo", "urls=http://0.0.0.0:8080;http://*:81").Urls.Values);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("{\"keys\": []}")]
    [InlineData("{\"keys\": [{\"kty\": \"oct\", \"k\": \"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0\"}]}")]
    public void A_file_without_public_keys_is_refused(string content)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, content);
            Assert.StartsWith($"Authentication:KeysFile is '{file}', which holds no ", SigningKeys.Problem(file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("Store:Knid=Memory", "Store:Knid is not a setting of MoCluster; did you mean Store:Kind?")]
    [InlineData("Stoer:Kind=Memory", "Stoer:Kind is not a setting of MoCluster; did you mean Store:Kind?")]
    [InlineData("Store=Memory", "Store is not a setting of MoCluster; did you mean")]
    [InlineData("Store:Kind:More=1", "Store:Kind:More is not a setting of MoCluster; did you mean Store:Kind?")]
    [InlineData("url=http://127.0.0.1:1", "url is not a setting of MoCluster; did you mean urls?")]
    [InlineData("Store:Kind=Paper", "Store:Kind is 'Paper'; it must be one of Sqlite, Memory, PostgreSql.")]
    [InlineData("Store:Kind=1", "Store:Kind is '1'; it must be one of Sqlite, Memory, PostgreSql.")]
    [InlineData("Store:Kind=PostgreSql", "Store:ConnectionString is missing; Store:Kind=PostgreSql needs one")]
    [InlineData("Cluster:Address=0.0.0.0", "Cluster:Address is '0.0.0.0'; it must be one address of this machine")]
    [InlineData("Cluster:Address=silo-1", "Cluster:Address is 'silo-1'; it must be one address of this machine")]
    [InlineData("Cluster:Port=65536", "Cluster:Port is '65536'; it must be a whole number from 0 to 65535.")]
    [InlineData("Authentication:Audience=mo", "Authentication:Authority is missing; without it the other settings of Authentication would let")]
    [InlineData("Authentication:Authority=https://i/r", "Authentication:Audience is missing")]
    [InlineData("Authentication:Authority=realm Authentication:Audience=mo", "Authentication:Authority is 'realm'; it must be an address")]
    [InlineData("Authentication:Authority=http://i/r Authentication:Audience=mo", "Authentication:Authority is 'http://i/r', from which keys would be read unprotected")]
    [InlineData("Authentication:Authority=https://i/r Authentication:Audience=mo Authentication:KeysFile=/nowhere/keys.json", "Authentication:KeysFile is '/nowhere/keys.json', which cannot be read")]
    [InlineData("Authentication:Authority=https://i/r Authentication:Audience=mo urls=https://0.0.0.0:1", "urls has 'https://0.0.0.0:1'; it must be http, because TLS ends")]
    [InlineData("Authentication:Schemes:Bearer:Authority=x", "Authentication:Schemes:Bearer:Authority is not a setting of MoCluster")]
    [InlineData("Store:Directory= ", "Store:Directory is ' '; it must be a text, not empty.")]
    [InlineData("Api:MaxBodyBytes=lots", "Api:MaxBodyBytes is 'lots'; it must be a whole number from 1024 to 104857600.")]
    [InlineData("Api:MaxBodyBytes=1023", "Api:MaxBodyBytes is '1023'; it must be a whole number from 1024 to 104857600.")]
    [InlineData("Api:MaxWait=11", "Api:MaxWait is '11'; it must be a duration")]
    [InlineData("Api:MaxWait=00:10:01", "Api:MaxWait is '00:10:01'; it must be a duration")]
    [InlineData("Triggers:Sample=yes", "Triggers:Sample is 'yes'; it must be true or false.")]
    [InlineData("Api:DefaultListLength=600 Api:MaxListLength=500", "Api:DefaultListLength is 600, above Api:MaxListLength, which is 500")]
    [InlineData("Objects:SubstituteTypes=5b2d87e1-3c4a-4f6e-9a8b-0c1d2e3f4a5b,substitute", "Objects:SubstituteTypes contains 'substitute', which is not a uuid")]
    [InlineData("GraphQL:MaxDepth=0", "GraphQL:MaxDepth is '0'; it must be a whole number from 1 to 100.")]
    [InlineData("Api:MaxWait=00:05:00", "GraphQL:MaxDuration is 00:05:00, not above Api:MaxWait, which is 00:05:00")]
    [InlineData("urls=", "urls is ''; it must be http addresses")]
    [InlineData("urls=127.0.0.1:80", "urls has '127.0.0.1:80'; it must be http addresses")]
    [InlineData("urls=https://localhost:1", "urls has 'https://localhost:1'; on loopback it must be http")]
    [InlineData("urls=http://127.0.0.1:1/x", "urls has 'http://127.0.0.1:1/x'; it must end after the port")]
    [InlineData("urls=http://0.0.0.0:1", "which other machines can reach")]
    [InlineData("urls=http://*:1", "which other machines can reach")]
    [InlineData("urls=http://127.0.0.1:1;http://example.org:1", "which other machines can reach")]
    [InlineData("Cluster:Port=#22", "Cluster:Port is '#22'; it must be a whole number from 0 to 65535.")]
    [InlineData("Events:LaneEntries=3000000000", "Events:LaneEntries is '3000000000'; it must be a whole number from 1 to 100000000.")]
    [InlineData("http_ports=8080", "http_ports is set, which MoCluster does not use")]
    [InlineData("Kestrel:Endpoints:A:Url=http://*:1", "Kestrel:Endpoints is set, which MoCluster does not use")]
    [InlineData("Kind", "'Kind' is not a setting; it must be KEY=VALUE")]
    public void An_invalid_setting_is_reported_with_key_value_and_what_would_be_right(string arguments, string expected)
    {
        var wrong = Assert.Throws<ConfigurationException>(
            () => Read(arguments.Contains("= ", StringComparison.Ordinal) ? [arguments] : arguments.Split(' ')));
        Assert.Contains(expected, Assert.Single(wrong.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Memory")]
    public void Several_silos_need_a_shared_store(string kind)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Read("Cluster:Mode=AdoNet", $"Store:Kind={kind}"));
        Assert.Contains(wrong.Problems, problem => problem.StartsWith(
            $"Cluster:Mode is AdoNet and Store:Kind is {kind}, which only one process can use", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_silos_can_share_PostgreSql() => Assert.Equal(
        ClusterMode.AdoNet, Read("Cluster:Mode=AdoNet", "Store:Kind=PostgreSql", "Store:ConnectionString=Host=db").Get<ClusterSettings>().Mode);

    [Fact]
    public void All_invalid_settings_are_reported_at_once()
    {
        var wrong = Assert.Throws<ConfigurationException>(
            () => Read("Store:Kind=x", "Api:MaxBodyBytes=y", "Nothing:At=all", "Http:MaxHeaders=1", "Cluster:Address=nowhere", "Cluster:Votes=0",
                "GraphQL:MaxDepth=0", "Api:MaxHeaderless=1", "Api:MaxListLength=0", "urls=nowhere"));
        Assert.Equal(
            [
                "Api:DefaultListLength", "Api:MaxBodyBytes", "Api:MaxHeaderless", "Api:MaxListLength", "Cluster:Address", "Cluster:Votes", "GraphQL:MaxDepth",
                "Http:MaxHeaders", "Nothing:At", "Store:Kind", "urls",
            ],
            wrong.Problems.Select(problem => problem.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Settings_that_Orleans_would_read_by_itself_are_refused()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Orleans:Clustering:ProviderType", "Redis")]).Build();
        var wrong = Assert.Throws<ConfigurationException>(() => Settings.Read(configuration, CommandLine.Parse([])));
        Assert.StartsWith("Orleans:* is set", Assert.Single(wrong.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_in_a_file_counts_as_absent()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Authentication:Authority", null), new("Store:Directory", null)]).Build();
        using var services = new ServiceCollection().AddSettings(Settings.Read(configuration, CommandLine.Parse([]))).BuildServiceProvider();
        Assert.False(services.GetRequiredService<AuthenticationSettings>().IsConfigured);
        Assert.Equal("./data", services.GetRequiredService<SqliteOptions>().Directory);
    }

    [Fact]
    public void The_range_of_a_number_has_the_type_of_the_number() => Assert.All(
        SettingsTable.Sections.SelectMany(section => section.Type.GetProperties()).Where(property => property.PropertyType == typeof(long)),
        property => Assert.NotEqual(typeof(int), property.GetCustomAttribute<RangeAttribute>()?.OperandType));

    [Fact]
    public void Variables_of_other_programs_are_ignored()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("HOME", "/root"), new("Store", "a shop")]).Build();
        Assert.Equal(new StoreOptions(), Settings.Read(configuration, CommandLine.Parse([])).Get<StoreOptions>());
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://[::1]:8080")]
    [InlineData("http://127.0.0.1:1;http://127.0.0.2:2")]
    public void Loopback_addresses_are_accepted(string urls) => Assert.NotEmpty(Read($"urls={urls}").Urls.Values);

    private static Settings Read(params string[] arguments) => Settings.Read(arguments);
}
