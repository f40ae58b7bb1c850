#include "core/task/paperfigures.h"

#include "core/task/jsonreader.h"

namespace espalier {
namespace {

constexpr std::size_t kFileCap = 256 * 1024;
constexpr std::size_t kRowsCap = 500;
constexpr double kShortest = 1e-6; ///< milliseconds
constexpr double kLongest = 1e6;
constexpr double kFewest = 1e-3; ///< ratios
constexpr double kMost = 1e4;

std::optional<double> readMs(ObjectReader& reader, const std::string& key)
{
    return reader.has(key) ? std::optional(reader.number(key, kShortest, kLongest)) : std::nullopt;
}

std::optional<RatioRange> readRatio(ObjectReader& reader, Complaints& complaints)
{
    if (!reader.has("ratio")) {
        return std::nullopt;
    }
    const auto& bounds = reader.list("ratio", 2, 2);
    RatioRange range;
    if (bounds.size() == 2 && bounds[0].is_number() && bounds[1].is_number()) {
        range = {bounds[0].get<double>(), bounds[1].get<double>()};
    }
    if (!(range.low >= kFewest && range.low <= range.high && range.high <= kMost)) {
        complaints.add(reader.keyPath("ratio"), "it is no range of ratios",
                       "write [low, high], twice the same number where there is one");
    }
    return range;
}

OperatorTimes readTimes(const nlohmann::json& value, const std::string& path, Complaints& complaints)
{
    ObjectReader reader(value, path, complaints);
    OperatorTimes times;
    if (reader.has("hardware")) {
        times.hardware = reader.text("hardware");
    }
    times.eagerMs = readMs(reader, "eager_ms");
    times.compiledMs = readMs(reader, "compiled_ms");
    times.conv2dMs = readMs(reader, "conv2d_ms");
    times.theirsMs = readMs(reader, "theirs_ms");
    times.ratio = readRatio(reader, complaints);
    reader.finish();
    return times;
}

PaperRow readRow(const nlohmann::json& value, const std::string& path, Complaints& complaints)
{
    ObjectReader reader(value, path, complaints);
    PaperRow row;
    row.name = reader.text("row");
    row.task = reader.name("task");
    row.caseName = reader.text("case");
    if (reader.has("paper")) {
        row.paper = readTimes(reader.object("paper"), path + ".paper", complaints);
    }
    if (reader.has("here")) {
        row.here = readTimes(reader.object("here"), path + ".here", complaints);
    }
    row.floorMs = readMs(reader, "floor_ms");
    if (reader.has("elsewhere")) {
        for (const nlohmann::json& item : reader.list("elsewhere", 1, 16)) {
            row.elsewhere.push_back(readTimes(item, path + ".elsewhere", complaints));
        }
    }
    if (reader.has("note")) {
        row.note = reader.text("note");
    }
    reader.finish();
    return row;
}

} // namespace

Result<PaperFigures> readPaperFigures(const std::filesystem::path& file)
{
    const Result<nlohmann::json> document = readStrictJson(file, kFileCap);
    if (!document) {
        return document.error();
    }
    Complaints complaints(file);
    ObjectReader reader(*document, "", complaints);
    PaperFigures figures;
    figures.paper = reader.text("paper");
    ObjectReader here(reader.object("here"), "here", complaints);
    figures.here = here.text("hardware");
    figures.how = here.text("how");
    here.finish();
    figures.floor = reader.text("floor");
    std::set<std::string> names;
    for (const nlohmann::json& item : reader.list("rows", 1, kRowsCap)) {
        const std::string path = "rows[" + std::to_string(figures.rows.size()) + "]";
        figures.rows.push_back(readRow(item, path, complaints));
        if (!names.insert(figures.rows.back().name).second) {
            complaints.add(path + ".row", "two rows are called " + inQuotes(figures.rows.back().name), "rename one");
        }
    }
    reader.finish();
    if (!complaints.empty()) {
        return complaints.first();
    }
    return figures;
}

} // namespace espalier
