using Microsoft.Extensions.Logging.Console;

namespace MoCluster.Silo.Diagnostics;

/// <summary>The log: lines on stderr, for stdout holds nothing but the line that says where the process is ready.</summary>
internal static class Logging
{
    /// <summary>Sets it up. <c>Logging:LogLevel</c> of the configuration wins over the levels here.</summary>
    /// <param name="logging">The log.</param>
    public static void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.Services.Configure<LoggerFilterOptions>(filters =>
        {
            // Before what the configuration says, so that it has the last word.
            filters.Rules.Insert(0, new LoggerFilterRule(null, null, LogLevel.Information, null));
            filters.Rules.Insert(1, new LoggerFilterRule(null, "Microsoft", LogLevel.Warning, null));
            filters.Rules.Insert(2, new LoggerFilterRule(null, "Orleans", LogLevel.Warning, null));

            // At every start these two warn of the garbage collector that was chosen, and of a pause that was none.
            filters.Rules.Insert(3, new LoggerFilterRule(null, "Orleans.Runtime.Silo", LogLevel.Error, null));
            filters.Rules.Insert(4, new LoggerFilterRule(null, "Orleans.Runtime.Watchdog", LogLevel.Error, null));

            // A start that fails is told in one sentence by the process itself; here it would be told again, with a stack trace.
            filters.Rules.Insert(5, new LoggerFilterRule(null, "Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None, null));
            filters.Rules.Insert(6, new LoggerFilterRule(
                null,
                "Microsoft.AspNetCore.Server.Kestrel",
                LogLevel.Warning,
                (_, category, _) => category != "Microsoft.AspNetCore.Server.Kestrel"));
        });
    }
}
