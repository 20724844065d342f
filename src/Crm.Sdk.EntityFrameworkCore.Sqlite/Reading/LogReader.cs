using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.Facts;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Reading;

/// <summary>Reads the log with the personal texts of its events. Two statements are used, so the caller holds a transaction around it.</summary>
internal static class LogReader
{
    private const string Columns = "position, tenant, concept, subject, version, type, occurred_at, recorded_at, actor, cause, json";
    private const string Texts = $"SELECT place, value FROM {CrmTables.Personal} WHERE position = ?1 ORDER BY place";

    /// <summary>The entries of a part of the log, one after the other.</summary>
    public static IEnumerable<LogEntry> Read(Database database, LogQuery query)
    {
        var actors = new Dictionary<string, ActorRef>(StringComparer.Ordinal);
        Statement s = Prepare(database, query), personal = database.Prepared(Texts);
        try
        {
            while (s.Step())
            {
                string actor = s.Text(8)!;
                if (!actors.TryGetValue(actor, out ActorRef? who))
                {
                    actors.Add(actor, who = ActorRef.Parse(actor));
                }

                yield return new LogEntry
                {
                    Position = s.Number(0), Tenant = new TenantId(s.Id(1)), Concept = s.Text(2)!, Subject = s.Id(3), Version = s.Number(4), Actor = who,
                    RecordedAt = StorageForm.ToInstant(s.Number(7)), Cause = s.Text(9),
                    Event = new EventRecord
                    {
                        Type = s.Text(5)!, OccurredAt = StorageForm.ToInstant(s.Number(6)), Json = s.Text(10)!, PersonalTexts = PersonalTexts(personal, s.Number(0)),
                    },
                };
            }
        }
        finally
        {
            s.Clear();
        }
    }

    private static Statement Prepare(Database database, LogQuery query)
    {
        string sql = $"SELECT {Columns} FROM {CrmTables.Log} WHERE position > ?1" + (query.Tenant is null ? "" : " AND tenant = ?3")
            + (query.Subject is null ? "" : " AND concept = ?4 AND subject = ?5") + " ORDER BY position LIMIT ?2";
        Statement statement = database.Prepared(sql).Bind(1, query.After).Bind(2, (long)Math.Max(0, query.Take ?? int.MaxValue));
        if (query.Tenant is { } tenant)
        {
            statement.Bind(3, tenant.Value);
        }

        return query.Subject is { } subject ? statement.Bind(4, subject.Concept).Bind(5, subject.Id) : statement;
    }

    private static List<string?> PersonalTexts(Statement personal, long position)
    {
        List<string?> texts = [];
        personal.Bind(1, position);
        while (personal.Step())
        {
            for (long place = personal.Number(0); texts.Count < place;)
            {
                texts.Add(null);
            }

            texts.Add(personal.Text(1));
        }

        personal.Reset();
        return texts;
    }
}
