#include "core/graph/buildfacts.h"

#include "core/graph/jsonreader.h"

namespace espalier {
namespace {

struct Count
{
    const char* key;
    int BuildFacts::* member;
};

constexpr Count kCounts[] = {{"instructions", &BuildFacts::instructions},
                             {"arithmetic", &BuildFacts::arithmetic},
                             {"packed", &BuildFacts::packed},
                             {"vector_bits", &BuildFacts::vectorBits},
                             {"vector_registers", &BuildFacts::vectorRegisters},
                             {"fused_multiply_adds", &BuildFacts::fusedMultiplyAdds},
                             {"divisions", &BuildFacts::divisions},
                             {"loads", &BuildFacts::loads},
                             {"stores", &BuildFacts::stores},
                             {"gathers", &BuildFacts::gathers},
                             {"dependent_loads", &BuildFacts::dependentLoads},
                             {"strided_accesses", &BuildFacts::stridedAccesses},
                             {"branches", &BuildFacts::branches},
                             {"calls", &BuildFacts::calls},
                             {"streaming_stores", &BuildFacts::streamingStores},
                             {"spills", &BuildFacts::spills},
                             {"reloads", &BuildFacts::reloads},
                             {"math_calls", &BuildFacts::mathCalls},
                             {"vector_math_calls", &BuildFacts::vectorMathCalls}};

constexpr const char* kWhy = "why_not_vectorised";
constexpr const char* kWhere = "line_not_vectorised";

} // namespace

nlohmann::json toJson(const BuildFacts& facts)
{
    nlohmann::json document = nlohmann::json::object();
    if (facts.known) {
        for (const Count& count : kCounts) {
            document[count.key] = facts.*count.member;
        }
        document["parallel"] = facts.parallel;
        document["bytes_per_operation"] = facts.bytesPerOperation;
    }
    if (facts.hasLoopReport) {
        document["loops_vectorised"] = facts.loopsVectorised;
        document["loops_not_vectorised"] = facts.loopsNotVectorised;
        document[kWhy] = facts.whyNotVectorised;
        document[kWhere] = facts.lineNotVectorised;
    }
    return document;
}

bool readJson(const nlohmann::json& document, BuildFacts& facts)
{
    JsonReader reader(document);
    for (const Count& count : kCounts) {
        reader.read(count.key, facts.*count.member);
    }
    reader.read("parallel", facts.parallel);
    reader.read("bytes_per_operation", facts.bytesPerOperation);
    reader.read("loops_vectorised", facts.loopsVectorised);
    reader.read("loops_not_vectorised", facts.loopsNotVectorised);
    reader.read(kWhy, facts.whyNotVectorised);
    reader.read(kWhere, facts.lineNotVectorised);
    facts.known = facts.instructions > 0;
    facts.hasLoopReport = reader.child("loops_vectorised") != nullptr;
    return reader.ok();
}

} // namespace espalier
