using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Commands;

/// <summary>Help with examples: the generated text, and then lines that can be typed as they stand.</summary>
internal sealed class ExamplesAction(HelpAction help) : SynchronousCommandLineAction
{
    private const string ExitCodes = """
        Exit codes:
          0 all is well    1 findings that are errors    2 bad use    3 a file is missing or cannot be used    130 cancelled
        """;

    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["new"] = """
              crm new shop                   makes the folder shop with a workspace that works at once
            """,
        ["check"] = """
              crm check                      the workspace in the current folder
              crm check shop --format json   findings for another program
            """,
        ["import"] = """
              crm import --dry-run           reads every row, writes nothing
              crm import shop --fact order --rejects rejected
            """,
        ["evaluate"] = """
              crm evaluate                                                  every metric, over all time
              crm evaluate sales.revenue --from 2025 --to 2025 --grain month
              crm evaluate sales.revenue sales.orders --from 2025-Q1 --to 2025-Q2 --by channel --by customer.country
              crm evaluate sales.revenue --segment loyal --format csv --output revenue.csv

            Days:
              --from and --to are both included, whatever they name: --from 2025-01 --to 2025-03 covers January, February and March,
              and --from 2025 --to 2025 the whole year. A day 2025-03-31, a month 2025-03, a quarter 2025-Q1, a year 2025, or, where the
              fiscal year begins in another month, FY2025 and FY2025-Q1. JSON output holds the exact days, 'to' being the day after.
            """,
        ["explain"] = """
              crm explain sales.refund_rate                                 what it means and how it would be computed
              crm explain sales.refund_rate --from 2025 --to 2025           and how this value came about
              crm explain sales.refund_rate --from 2025 --to 2025 --grain quarter --by channel --at period=2025-Q3 --at channel=web
            """,
        ["targets"] = """
              crm targets                    all targets of the workspace
              crm targets plan --grain quarter --now 2026-07-01
            """,
        ["diff"] = """
              crm diff sales.revenue --from 2025-03 --to 2025-03 --before-now 2025-03-10 --now 2025-03-20
              crm diff revenue --from 2025-03 --to 2025-03 --before-known-at 2025-04-05    what was recorded since; needs a CRM
              crm diff revenue --before-known-at 2025-04-05 --known-at 2025-04-12 --detail rows --format csv
              crm diff revenue@2 --before-version 1                                        what another definition moves
            """,
        ["list"] = """
              crm list                       facts, segments and metrics
              crm list shop --format json
            """,
        ["plan new"] = """
              crm plan new "CRM plan 2027" --owner ann --year 2027
            """,
        ["plan check"] = """
              crm plan check                 the plan of the workspace in the current folder
              crm plan check shop --format json
            """,
        ["plan status"] = """
              crm plan status
            """,
        ["plan review"] = """
              crm plan review                              what the review has before it
              crm plan review --decision "begin with data" keeps what it decided
            """,
        ["plan render"] = """
              crm plan render                              to plan/plan.html
              crm plan render --format docx --output board.docx
            """,
        ["plan diff"] = """
              crm plan diff before/plan plan               what differs, item by item
            """,
        ["plan merge"] = """
              crm plan merge base/plan plan theirs/plan    puts the changes of theirs into plan
            """,
        ["plan apply"] = """
              crm plan apply --reason "agreed on Monday"
            """,
        ["plan export"] = """
              crm plan export                              to the files of the workspace
              crm plan export --output theirs              beside them, to be compared or merged
            """,
    };

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (Examples.TryGetValue(CommandPath.Of(parseResult.CommandResult.Command), out string? examples))
        {
            output.WriteLine($"Examples:\n{examples}\n");
        }

        output.WriteLine(ExitCodes);
        return code;
    }
}
