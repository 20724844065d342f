using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Querying;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Segments;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Cli.Stores;

/// <summary>The CRM of a workspace, open, with all definitions: those of the files and the segments that it keeps itself.</summary>
internal sealed class CrmFile : IAsyncDisposable
{
    private CrmFile(Workspace workspace, CrmRuntime runtime, CrmSession session, Instant now)
    {
        Workspace = workspace;
        Runtime = runtime;
        Session = session;
        Now = now;
    }

    public Workspace Workspace { get; }

    public CrmRuntime Runtime { get; }

    public CrmSession Session { get; }

    public CrmModel Model => Workspace.Model;

    /// <summary>As of when questions are answered: what crm.json says, else this very moment.</summary>
    public Instant Now { get; }

    /// <summary>The segments of the database that do not fit the definitions, each an error.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Opens the database of a workspace.</summary>
    /// <param name="host">The tool.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="mayWrite">Whether a database that is not there is made, and one that is there gets further attributes. A reading command changes nothing for others.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ToolException">The workspace has no CRM, or its database cannot be used.</exception>
    public static async Task<CrmFile> OpenAsync(ToolHost host, Workspace workspace, bool mayWrite, CancellationToken cancellationToken)
    {
        if (workspace.Store is not { } settings)
        {
            throw ToolException.BadUse($"this workspace has no CRM. Add \"store\": {{ \"currency\": \"EUR\" }} to {Workspace.FileName}.");
        }

        string path = PathOf(workspace);
        if (!mayWrite && !File.Exists(path))
        {
            throw ToolException.Environment($"there is no {host.Shown(path)} yet. Fill it with 'crm import', or let your program write it there.");
        }

        var options = new SqliteStoreOptions { Path = path, Migrate = mayWrite ? MigrationPolicy.Apply : MigrationPolicy.Check };
        var runtime = new CrmRuntime(new SqliteCrmStore(settings.Schema, options), host.Clock);
        try
        {
            await runtime.OpenAsync(cancellationToken);
            CrmSession session = runtime.OpenSession(TenantId.Single, ActorRef.System("crm"));
            StoredModel stored = await session.WithSegmentsAsync(workspace.Model, cancellationToken);
            return new CrmFile(workspace.With(stored.Model), runtime, session, workspace.Now ?? host.Clock.GetCurrentInstant()) { Findings = stored.Findings };
        }
        catch (CrmStorageException e)
        {
            await runtime.DisposeAsync();
            if (mayWrite && !MayWrite(path))
            {
                throw ToolException.Environment($"{host.Shown(path)} cannot be written, and this command writes. Give yourself the right to write to it and to its folder.");
            }

            throw ToolException.Environment(e is CrmSchemaException && !mayWrite ? $"{e.Message} This command only reads; 'crm import' opens it so." : e.Message);
        }
        catch
        {
            await runtime.DisposeAsync();
            throw;
        }
    }

    /// <summary>A workspace with the segments of its database added to its definitions; as it is when it has no database yet.</summary>
    /// <returns>The workspace, and the segments that do not fit.</returns>
    /// <exception cref="ToolException">The database cannot be used.</exception>
    public static async Task<(Workspace Workspace, IReadOnlyList<Finding> Findings)> WithSegmentsAsync(ToolHost host, Workspace workspace, CancellationToken cancellationToken)
    {
        if (workspace.Store is null || !File.Exists(PathOf(workspace)))
        {
            return (workspace, []);
        }

        await using CrmFile file = await OpenAsync(host, workspace, mayWrite: false, cancellationToken);
        return (file.Workspace, file.Findings);
    }

    private static bool MayWrite(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            // A disk that allows no writing; one that is merely missing or in use is told by the store.
            return !File.Exists(path);
        }
    }

    private static string PathOf(Workspace workspace) => Path.Combine(workspace.Folder, WorkspaceStore.FileName);

    /// <summary>Loads the facts of the database.</summary>
    public ValueTask<FactSet> LoadFactsAsync(CancellationToken cancellationToken) => Runtime.LoadFactsAsync(TenantId.Single, cancellationToken: cancellationToken);

    /// <summary>The engine and the segments over all facts of the database.</summary>
    public async Task<(MetricEngine Engine, SegmentExplorer Segments)> EngineAsync(ToolHost host, CancellationToken cancellationToken)
    {
        FactSet facts = await LoadFactsAsync(cancellationToken);
        return (new MetricEngine(Model, facts) { Rates = RateFiles.Usable(host, Workspace) }, new SegmentExplorer(Model, facts));
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Runtime.DisposeAsync();
    }
}
