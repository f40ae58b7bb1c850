#include "core/base/jsonmembers.h"
#include "core/base/temporaryfolder.h"
#include "core/database/database.h"
#include "core/import/peers/peerjson.h"
#include "core/import/peers/peerrun.h"

#include <algorithm>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr const char* kColumns =
    "SELECT id, code, language, parent_id, timestamp, combined_score, public_metrics, text_feedback, correct, "
    "metadata, archive_inspiration_ids FROM programs WHERE length(code) <= ?1 ORDER BY timestamp, generation, id "
    "LIMIT ?2";
constexpr const char* kCount = "SELECT count(*) FROM programs";

nlohmann::json parsed(const std::string& text)
{
    return nlohmann::json::parse(text, nullptr, false);
}

fs::path databaseIn(const fs::path& path)
{
    std::error_code ignored;
    for (const char* name : {"programs.sqlite", "evolution_db.sqlite"}) {
        if (fs::is_regular_file(path / name, ignored)) {
            return path / name;
        }
    }
    return path;
}

Error noDatabase(const fs::path& file, const std::string& why)
{
    return {ErrorKind::Usage, file.string() + " is no database of ShinkaEvolve", why,
            "give its file programs.sqlite, or the folder that holds it"};
}

/// The database with its write-ahead log, as a file of our own.
Result<std::unique_ptr<Database>> openedCopy(const fs::path& file, const fs::path& folder)
{
    const fs::path copy = folder / "programs.sqlite";
    std::error_code failed;
    if (!fs::is_regular_file(file, failed)) {
        return noDatabase(file, "there is no such file");
    }
    fs::copy_file(file, copy, failed);
    if (failed) {
        return Error{ErrorKind::Machine, "cannot copy " + file.string(), failed.message(),
                     "check its permissions and the space for temporary files"};
    }
    std::error_code none;
    fs::copy_file(file.string() + "-wal", copy.string() + "-wal", none);
    fs::permissions(copy, fs::perms{0600}, none);
    Result<std::unique_ptr<Database>> database = Database::open(copy);
    return database ? std::move(database) : noDatabase(file, database.error().why);
}

Exchange exchangeOf(const nlohmann::json& metadata)
{
    const nlohmann::json& asked = memberOf(metadata, "llm_result");
    Exchange exchange;
    exchange.model = textOf(metadata, "model_name");
    exchange.system = textOf(asked, "system_msg");
    exchange.prompt = textOf(asked, "msg");
    exchange.answer = textOf(asked, "content");
    exchange.tokensIn = static_cast<std::size_t>(std::clamp(numberOf(asked, "input_tokens"), 0.0, 1e12));
    exchange.tokensOut = static_cast<std::size_t>(std::clamp(numberOf(asked, "output_tokens"), 0.0, 1e12));
    exchange.money = std::max(0.0, numberOf(metadata, "api_costs"));
    exchange.seconds = std::max(0.0, numberOf(metadata, "sampling_seconds"));
    return exchange;
}

PeerProgram programOf(const Rows& row)
{
    PeerProgram program;
    program.id = row.text(0);
    program.candidate.source = row.text(1);
    program.candidate.language = row.text(2);
    program.candidate.compiler.clear();
    program.parent = row.text(3);
    program.time = row.real(4);
    program.score = row.real(5);
    const std::string others = figuresOf(parsed(row.text(6)));
    program.figures = figuresOf({{"combined_score", program.score}}) + (others.empty() ? "" : ", " + others);
    program.correct = row.integer(8) != 0;
    program.fault = program.correct ? "" : oneLine(row.text(7).empty() ? "it is marked as not correct" : row.text(7));
    const nlohmann::json metadata = parsed(row.text(9));
    program.summary = oneLine(textOf(metadata, "patch_name") + ": " + textOf(metadata, "patch_description"));
    program.seconds = std::max(0.0, numberOf(metadata, "evaluation_seconds"));
    const nlohmann::json inspirations = parsed(row.text(10));
    if (textOf(metadata, "patch_type") == "cross" && inspirations.is_array() && !inspirations.empty() &&
        inspirations.front().is_string()) {
        program.otherParent = inspirations.front().get<std::string>();
    }
    if (memberOf(metadata, "llm_result").is_object()) {
        program.exchanges.push_back(exchangeOf(metadata));
    }
    return program;
}

} // namespace

Result<PeerRun> readShinka(const fs::path& path)
{
    const fs::path file = databaseIn(path);
    const TemporaryFolder folder("espalier-shinka");
    const auto database = openedCopy(file, folder.path());
    if (!database) {
        return database.error();
    }
    PeerRun run{"ShinkaEvolve", file.stem().string(), "a combined_score of 1", {}, 0};
    Rows rows = (*database)->query(kColumns, static_cast<std::int64_t>(kPeerSourceCap),
                                   static_cast<std::int64_t>(kPeerProgramsCap));
    while (rows.next()) {
        run.programs.push_back(programOf(rows));
    }
    if (rows.failed()) {
        return noDatabase(file, rows.error().why);
    }
    Rows counted = (*database)->query(kCount);
    const std::int64_t all = counted.next() ? counted.integer(0) : 0;
    run.unread = static_cast<int>(std::max<std::int64_t>(all - static_cast<std::int64_t>(run.programs.size()), 0));
    return run;
}

} // namespace espalier
