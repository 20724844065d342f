namespace Crm.Sdk.Import.Tests.Workspaces;

/// <summary>A small workspace in a folder of its own, whose files a test changes.</summary>
public sealed class WorkspaceFolder : IDisposable
{
    /// <summary>Creates a workspace without a fault: two facts, two mappings, two files.</summary>
    public WorkspaceFolder()
    {
        Path = Directory.CreateTempSubdirectory("crm-workspace-").FullName;
        Write("crm.json", """{ "format": "crm-workspace/1", "name": "Test", "zone": "Europe/Berlin", "fiscalStartMonth": 4, "now": "2025-06-01" }""");
        Write("definitions/b-metrics.crm", "metric sales.orders = count(order)");
        Write("definitions/a-facts.crm", "fact customer entity key id { dim name text }\nfact order event key id { time placed instant  ref customer  measure net money(EUR) }");
        Write("mappings/customer.json", """{ "format": "crm-mapping/1", "fact": "customer", "file": "customers.csv", "columns": { "id": "Id", "name": "Name" } }""");
        Write("mappings/order.json", """
            { "format": "crm-mapping/1", "fact": "order", "file": "orders.csv",
              "columns": { "id": "Id", "placed": "Placed", "customer": "Customer", "net": "Net" } }
            """);
        Write("data/customers.csv", "Id,Name\n1,Ada\n2,Bo\n");
        Write("data/orders.csv", "Id,Placed,Customer,Net\n1,2025-01-01T10:00:00Z,1,10.00\n2,2025-01-02T10:00:00Z,2,x\n");
    }

    /// <summary>The full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Writes a file.</summary>
    public void Write(string file, string text)
    {
        string path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Deletes a file.</summary>
    public void Delete(string file) => File.Delete(System.IO.Path.Combine(Path, file));

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
