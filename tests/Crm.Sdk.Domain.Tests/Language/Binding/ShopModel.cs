using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

/// <summary>Facts of a shop; tests add definitions below them.</summary>
internal static class ShopModel
{
    private const string Facts = """
        fact region entity key id { dim name text }
        fact customer entity key id {
          time joined date  ref region  dim country text fold  dim vip bool  dim tier text history  measure score int
        }
        fact order event key id {
          time placed instant default  time shipped date  time promised date planned
          ref customer  ref payer to customer  dim channel text  dim stage text history
          measure net money(EUR)  measure cost money(USD)  measure qty int  measure weight decimal(6)  measure took duration
        }
        fact visit event key id { time began instant  time ended instant  ref customer  dim page text }
        fact note event key id { ref author to customer  ref reader to customer }
        fact tag event key id { dim label text }


        """;

    /// <summary>How many lines stand above the definitions.</summary>
    public static int Lines { get; } = Facts.Count(c => c == '\n');

    public static Checked<CrmModel> Parse(string definitions) => CrmModel.Parse(Text(definitions));

    /// <summary>The whole text.</summary>
    public static string Text(string definitions) => Facts + definitions;
}
