using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Segments;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Cli.Stores;

/// <summary>The CRM of a workspace, open, with all definitions: those of the files and the segments that it keeps itself.</summary>
internal sealed class CrmFile : IAsyncDisposable
{
    private CrmFile(Workspace workspace, CrmRuntime runtime, CrmSession session, CrmModel model, Instant now)
    {
        Workspace = workspace;
        Runtime = runtime;
        Session = session;
        Model = model;
        Now = now;
    }

    public Workspace Workspace { get; }

    public CrmRuntime Runtime { get; }

    public CrmSession Session { get; }

    public CrmModel Model { get; }

    /// <summary>As of when questions are answered: what crm.json says, else this very moment.</summary>
    public Instant Now { get; }

    /// <summary>Opens the database of a workspace.</summary>
    /// <param name="host">The tool.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="mayCreate">Whether a database that is not there is made.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ToolException">The workspace has no CRM, or its database cannot be used.</exception>
    /// <exception cref="InvalidDefinitionException">A segment of the database does not fit the definitions.</exception>
    public static async Task<CrmFile> OpenAsync(ToolHost host, Workspace workspace, bool mayCreate, CancellationToken cancellationToken)
    {
        if (workspace.Store is not { } settings)
        {
            throw ToolException.BadUse($"this workspace has no CRM. Add \"store\": {{ \"currency\": \"EUR\" }} to {Workspace.FileName}.");
        }

        string path = Path.Combine(workspace.Folder, WorkspaceStore.FileName);
        if (!mayCreate && !File.Exists(path))
        {
            throw ToolException.Environment($"there is no {host.Shown(path)} yet. Fill it with 'crm import', or let your program write it there.");
        }

        var runtime = new CrmRuntime(new SqliteCrmStore(settings.Schema, new SqliteStoreOptions { Path = path }), host.Clock);
        try
        {
            await runtime.OpenAsync(cancellationToken);
            CrmSession session = runtime.OpenSession(TenantId.Single, ActorRef.System("crm"));
            IReadOnlyList<Segment> segments = await session.Segments.ListAsync(q => q.OrderBy(s => s.Name), cancellationToken);
            List<CrmDocument> documents = [.. workspace.Documents, .. segments.Select(s => CrmParser.Parse(s.Definition(), $"segment '{s.Name}' of {WorkspaceStore.FileName}").ThrowIfInvalid())];
            return new CrmFile(workspace, runtime, session, CrmModel.Bind(documents, settings.Schema.Facts).ThrowIfInvalid(), workspace.Now ?? host.Clock.GetCurrentInstant());
        }
        catch (CrmStorageException e)
        {
            await runtime.DisposeAsync();
            throw ToolException.Environment(e.Message);
        }
        catch
        {
            await runtime.DisposeAsync();
            throw;
        }
    }

    /// <summary>Loads the facts of the database.</summary>
    public ValueTask<FactSet> LoadFactsAsync(CancellationToken cancellationToken) => Runtime.LoadFactsAsync(TenantId.Single, cancellationToken: cancellationToken);

    /// <summary>The engine and the segments over all facts of the database.</summary>
    public async Task<(MetricEngine Engine, SegmentExplorer Segments)> EngineAsync(CancellationToken cancellationToken)
    {
        FactSet facts = await LoadFactsAsync(cancellationToken);
        return (new MetricEngine(Model, facts), new SegmentExplorer(Model, facts));
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Runtime.DisposeAsync();
    }
}
