using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Testing.Models;

/// <summary>Does a step on the store and on the model, and compares.</summary>
internal sealed class ModelPlayer : IAsyncDisposable
{
    private static readonly string?[] Words = [null, "", "a", "b", "B", "c%", "d"];

    private readonly Scene _scene;
    private readonly bool _canReopen;
    private readonly Model _model = new();
    private readonly List<Guid> _ids = [];
    private readonly CrmSession[] _sessions;
    private readonly ModelSession[] _models;

    public ModelPlayer(Scene scene, bool canReopen)
    {
        _scene = scene;
        _canReopen = canReopen;
        _sessions = [scene.Session(actor: "one"), scene.Session(actor: "two")];
        _models = [new ModelSession(_model), new ModelSession(_model)];
    }

    private Instant Now => _scene.Now;

    public async Task PlayAsync(ModelStep step)
    {
        _scene.Clock.Advance(Duration.FromMilliseconds(250));
        switch (step.Kind)
        {
            case StepKind.Register:
                Register(step);
                break;
            case StepKind.Commit:
                await CommitAsync(step.Session);
                break;
            case StepKind.Forget:
                Forget(step.Session);
                break;
            case StepKind.Query:
                await QueryAsync(step);
                break;
            case StepKind.Page:
                await PageAsync(step);
                break;
            case StepKind.FindExternal:
                await FindAsync(step);
                break;
            case StepKind.Reopen:
                await ReopenAsync();
                break;
            default:
                await ChangeAsync(step);
                break;
        }

        await CompareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (CrmSession session in _sessions)
        {
            await session.DisposeAsync();
        }

        await _scene.DisposeAsync();
    }

    private void Register(ModelStep step)
    {
        Customer customer = _sessions[step.Session].NewCustomer($"n{step.What}");
        var model = new ModelCustomer { Id = customer.Key, Name = $"n{step.What}", RegisteredAt = Now };
        _models[step.Session].Add(model);
        ModelSession.Change(model, _ => { });
        _ids.Add(customer.Key);
    }

    private async Task ChangeAsync(ModelStep step)
    {
        Guid id = _ids.Count == 0 ? _scene.NewId() : _ids[step.Who % _ids.Count];
        Customer? customer = await _sessions[step.Session].Customers.FindAsync(new CustomerId(id), _scene.Token);
        ModelCustomer? model = _models[step.Session].Find(id);
        Expect.Equal(model?.ToString(), customer is null ? null : ModelCustomer.Of(customer), "What a session finds");
        if (customer is null || model is null || (model.IsArchived && step.Kind != StepKind.Restore))
        {
            return;
        }

        Change(step, customer, model);
        Expect.Equal(model.ToString(), ModelCustomer.Of(customer), "What a command made of it");
    }

    private void Change(ModelStep step, Customer customer, ModelCustomer model)
    {
        string? word = Words[step.What % Words.Length];
        string? other = Words[step.What / Words.Length % Words.Length];
        long number = step.What % 5;
        Guid? parent = step.What % 4 == 0 ? null : step.What % 31 == 1 ? _scene.NewId() : _ids[step.What % _ids.Count];
        (string Source, string Value) known = ($"s{step.What % 2}", $"{step.What / 2 % 6}");
        switch (step.Kind)
        {
            case StepKind.Rename:
                customer.Rename($"r{number}", Now);
                When(model, model.Name != $"r{number}", m => m.Name = $"r{number}");
                break;
            case StepKind.Describe:
                customer.Describe(word, other, Now);
                When(model, (model.Industry, model.Country) != (word, other), m => (m.Industry, m.Country) = (word, other));
                break;
            case StepKind.Reach:
                customer.Reach(word, other, Now);
                When(model, (model.Email, model.Phone) != (word, other), m => (m.Email, m.Phone) = (word, other));
                break;
            case StepKind.Assign:
                customer.AssignTo(word, Now);
                When(model, model.Owner != word, m => m.Owner = word);
                break;
            case StepKind.Move:
                customer.MoveTo((LifecycleStage)(step.What % 3), Now);
                When(model, model.Stage != (LifecycleStage)(step.What % 3), m => m.Stage = (LifecycleStage)(step.What % 3));
                break;
            case StepKind.Place when parent != customer.Key:
                customer.PlaceUnder(parent is { } p ? new CustomerId(p) : null, Now);
                When(model, model.Parent != parent, m => m.Parent = parent);
                break;
            case StepKind.SetText:
                customer.Set(Schemas.Nickname, word ?? "x", Now);
                When(model, !Equals(model.Attributes.GetValueOrDefault("nickname"), word ?? "x"), m => m.Attributes["nickname"] = word ?? "x");
                break;
            case StepKind.SetNumber:
                customer.Set(Schemas.Size, number, Now);
                When(model, !Equals(model.Attributes.GetValueOrDefault("size"), number), m => m.Attributes["size"] = number);
                break;
            case StepKind.ClearText:
                customer.Clear(Schemas.Nickname, Now);
                When(model, model.Attributes.ContainsKey("nickname"), m => m.Attributes.Remove("nickname"));
                break;
            case StepKind.Archive:
                customer.Archive(Now);
                When(model, !model.IsArchived, m => m.IsArchived = true);
                break;
            case StepKind.Restore:
                customer.Restore(Now);
                When(model, model.IsArchived, m => m.IsArchived = false);
                break;
            case StepKind.Identify:
                customer.Identify(new ExternalId(known.Source, known.Value), Now);
                When(model, !model.ExternalIds.Contains(known), m =>
                {
                    m.ExternalIds.RemoveAll(e => e.Source == known.Source);
                    m.ExternalIds.Add(known);
                });
                break;
        }
    }

    private static void When(ModelCustomer model, bool differs, Action<ModelCustomer> change)
    {
        if (differs)
        {
            ModelSession.Change(model, change);
        }
    }

    private async Task CommitAsync(int session)
    {
        IReadOnlyCollection<Type>? refusals = _models[session].Refusals();
        bool hasChanges = _models[session].HasChanges;
        try
        {
            CommitReceipt? receipt = await _sessions[session].CommitAsync($"session {session}", _scene.Token);
            Expect.True(refusals is not { Count: > 0 }, $"A commit is refused with {string.Join(" or ", refusals?.Select(r => r.Name) ?? [])}");
            Expect.Equal(hasChanges, receipt is not null, "Whether a commit wrote something");
            _models[session].Commit();
        }
        catch (CrmStorageException e)
        {
            Expect.True(refusals is null ? e is CrmDuplicateException : refusals.Contains(e.GetType()), $"A commit is refused with one of [{string.Join(", ", refusals?.Select(r => r.Name) ?? [])}]; it was with {e.GetType().Name}: {e.Message}");
            Forget(session);
        }
    }

    private void Forget(int session)
    {
        _sessions[session] = _scene.Session(actor: session == 0 ? "one" : "two");
        _models[session] = new ModelSession(_model);
    }

    private async Task QueryAsync(ModelStep step)
    {
        string? word = Words[step.What % Words.Length];
        bool archived = step.Who % 2 == 0;
        await using CrmSession session = _scene.Session();
        var specification = Specification<Customer>.Of(q => _ = archived ? q.Where(c => c.Owner == word || c.Industry == word).IncludeArchived() : q.Where(c => c.Owner == word || c.Industry == word));
        IEnumerable<string> wanted = _model.Listed(archived).Where(c => c.Owner == word || c.Industry == word).Select(c => c.ToString()).Order(StringComparer.Ordinal);
        IReadOnlyList<Customer> found = await session.Customers.ListAsync(specification, _scene.Token);
        Expect.Sequence(wanted, found.Select(ModelCustomer.Of), $"Customers whose owner or industry is {Expect.Shown(word)}");
        Expect.Equal(found.Count, await session.Customers.CountAsync(specification, _scene.Token), "Their count");
    }

    private async Task PageAsync(ModelStep step)
    {
        await using CrmSession session = _scene.Session();
        bool falling = step.What % 2 == 0;
        var specification = Specification<Customer>.Of(q => (falling ? q.OrderByDescending(c => c.Owner) : q.OrderBy(c => c.Owner)).Take(step.Who % 4 + 1));
        var seen = new List<Guid>();
        PageCursor? cursor = null;
        do
        {
            Page<Customer> page = await session.Customers.PageAsync(specification.From(cursor), _scene.Token);
            seen.AddRange(page.Items.Select(c => c.Key));
            cursor = page.Next;
        }
        while (cursor is not null && seen.Count <= _model.Committed.Count);

        // Null is marked to come first; the words are ASCII, so that any order of letters will do.
        IEnumerable<ModelCustomer> byId = _model.Listed(false).OrderBy(c => c.Id.ToString(), StringComparer.Ordinal);
        Func<ModelCustomer, string> key = c => c.Owner is null ? "" : $"+{c.Owner}";
        IEnumerable<ModelCustomer> wanted = falling ? byId.OrderByDescending(key, StringComparer.Ordinal) : byId.OrderBy(key, StringComparer.Ordinal);
        Expect.Sequence(wanted.Select(c => c.Id), seen, $"Pages by owner, {(falling ? "falling" : "rising")}");
    }

    private async Task FindAsync(ModelStep step)
    {
        string source = $"s{step.What % 2}";
        string[] values = ["0", "1", "2", "3", "4", "5", "none"];
        await using CrmSession session = _scene.Session();
        IReadOnlyDictionary<string, Customer> found = await session.Customers.FindAsync(source, values, _scene.Token);
        var wanted = _model.Committed.Values.SelectMany(c => c.ExternalIds.Where(e => e.Source == source), (c, e) => (e.Value, c.Id));
        Expect.Set(wanted, found.Select(f => (f.Key, f.Value.Key)), $"What the external ids of {source} find");
    }

    private async Task ReopenAsync()
    {
        if (_canReopen)
        {
            await _scene.ReopenAsync();
            Forget(0);
            Forget(1);
        }
    }

    private async Task CompareAsync()
    {
        IEnumerable<string> rows = (await _scene.RowsAsync(Customer.Concept)).Select(r => ModelCustomer.Of((Customer)Customer.Concept.FromRow(r)));
        Expect.Sequence(_model.Committed.Values.Select(c => c.ToString()).Order(StringComparer.Ordinal), rows, "All customers");
        List<LogEntry> log = await _scene.LogAsync();
        Expect.Equal(_model.Events, log.Count, "The number of events");
        Expect.Set(_model.Committed.Values.Select(c => (c.Id, c.Version)), log.GroupBy(e => e.Subject).Select(g => (g.Key, g.Max(e => e.Version))), "The last versions in the log");
        Expect.Equal(_model.Listed(false).Count(), (await _scene.FactsAsync(_scene.Schema.Facts[0])).Count, "The number of facts");
    }
}
