using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Import.Workspaces;
using Spectre.Console;

namespace Crm.Sdk.Cli.Output;

/// <summary>Shows how far the reading of files has come, on the console for messages and only where that is a terminal.</summary>
internal static class ProgressBar
{
    /// <summary>Runs the work and shows its progress.</summary>
    public static Task<T> RunAsync<T>(ToolHost host, Func<IProgress<WorkspaceProgress>?, Task<T>> work)
    {
        if (!host.ColoursError)
        {
            return work(null);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(host.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bars(context)));
    }

    private sealed class Bars(ProgressContext context) : IProgress<WorkspaceProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

        public void Report(WorkspaceProgress value)
        {
            if (!_tasks.TryGetValue(value.Fact, out ProgressTask? task))
            {
                task = context.AddTask(Markup.Escape($"{value.File}/{value.Files} {value.Fact}"));
                _tasks.Add(value.Fact, task);
            }

            task.IsIndeterminate = value.Progress.TotalBytes is null;
            task.MaxValue = Math.Max(1, value.Progress.TotalBytes ?? 1);
            task.Value = value.Progress.BytesRead;
        }
    }
}
