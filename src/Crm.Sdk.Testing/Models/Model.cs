using Crm.Sdk.Storage;

namespace Crm.Sdk.Testing.Models;

/// <summary>What a store must hold, as plain dictionaries.</summary>
internal sealed class Model
{
    /// <summary>The committed customers.</summary>
    public Dictionary<Guid, ModelCustomer> Committed { get; } = [];

    /// <summary>How many events were committed.</summary>
    public long Events { get; set; }

    public IEnumerable<ModelCustomer> Listed(bool archived) => Committed.Values.Where(c => archived || !c.IsArchived);
}

/// <summary>What a session must hold.</summary>
internal sealed class ModelSession(Model model)
{
    private readonly Dictionary<Guid, Loaded> _loaded = [];

    /// <summary>The customer as this session sees it; null when there is none.</summary>
    public ModelCustomer? Find(Guid id)
    {
        if (!_loaded.TryGetValue(id, out Loaded? loaded) && model.Committed.TryGetValue(id, out ModelCustomer? committed))
        {
            _loaded.Add(id, loaded = new Loaded(committed.Copy()));
        }

        return loaded?.Customer;
    }

    public void Add(ModelCustomer customer) => _loaded.Add(customer.Id, new Loaded(customer));

    /// <summary>Changes a customer; one event.</summary>
    public static void Change(ModelCustomer customer, Action<ModelCustomer> change)
    {
        change(customer);
        customer.Version++;
    }

    public bool HasChanges => Changed.Any();

    /// <summary>The exceptions one of which a commit must throw; none when it must succeed, null for either.</summary>
    public IReadOnlyCollection<Type>? Refusals()
    {
        var refusals = new HashSet<Type>();
        bool isOpen = false;
        var changed = Changed.ToDictionary(l => l.Customer.Id);
        foreach (Loaded one in changed.Values)
        {
            if ((model.Committed.GetValueOrDefault(one.Customer.Id)?.Version ?? 0) != one.Version)
            {
                refusals.Add(typeof(CrmConcurrencyException));
            }

            if (one.Customer.Parent is { } parent && !model.Committed.ContainsKey(parent) && !changed.ContainsKey(parent))
            {
                refusals.Add(typeof(CrmReferenceException));
            }

            foreach ((string Source, string Value) id in one.Customer.ExternalIds)
            {
                if (changed.Values.Any(c => c != one && c.Customer.ExternalIds.Contains(id)))
                {
                    refusals.Add(typeof(CrmDuplicateException));
                }
                else if (model.Committed.Values.FirstOrDefault(c => c.Id != one.Customer.Id && c.ExternalIds.Contains(id)) is { } owner)
                {
                    // Whether an id that is given up in the same commit is free in it, no store need say.
                    isOpen |= changed.ContainsKey(owner.Id);
                    if (!changed.ContainsKey(owner.Id))
                    {
                        refusals.Add(typeof(CrmDuplicateException));
                    }
                }
            }
        }

        return refusals.Count == 0 && isOpen ? null : refusals;
    }

    /// <summary>Takes the changes as committed.</summary>
    public void Commit()
    {
        foreach (Loaded one in Changed.ToList())
        {
            model.Events += one.Customer.Version - one.Version;
            model.Committed[one.Customer.Id] = one.Customer.Copy();
            one.Version = one.Customer.Version;
        }
    }

    private IEnumerable<Loaded> Changed => _loaded.Values.Where(l => l.Customer.Version != l.Version);

    private sealed class Loaded(ModelCustomer customer)
    {
        public ModelCustomer Customer { get; } = customer;

        /// <summary>The version that was committed when it was loaded; a new one has none.</summary>
        public long Version { get; set; } = customer.Version;
    }
}
