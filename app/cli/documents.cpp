#include "app/cli/documents.h"

#include "app/cli/nodeprofiles.h"
#include "app/cli/nodereview.h"
#include "app/cli/treetext.h"
#include "core/profile/fusion.h"
#include "core/search/storedprofiles.h"

#include <algorithm>

namespace espalier::cli {
namespace {

nlohmann::json parentsDocument(const std::string& prefix, const Node& node)
{
    nlohmann::json parents = nlohmann::json::array();
    for (const NodeNumber p : node.parents) {
        parents.push_back(prefix + std::to_string(p));
    }
    return parents;
}

nlohmann::json exchangeDocument(const Exchange& exchange)
{
    return {{"model", exchange.model},
            {"system", exchange.system},
            {"prompt", exchange.prompt},
            {"answer", exchange.answer},
            {"fault", exchange.fault},
            {"tokens_in", exchange.tokensIn},
            {"tokens_cached", exchange.tokensCached},
            {"tokens_out", exchange.tokensOut},
            {"money", exchange.money},
            {"seconds", exchange.seconds}};
}

/// What profilers said, and the diagnosis that takes it in; nothing where none was asked.
Result<void> addProfiles(Store& store, const OpenNode& open, nlohmann::json& document)
{
    const auto reports = storedProfiles(store, open.session.id, open.node.number);
    if (!reports) {
        return reports.error();
    }
    for (const ProfileReport& report : *reports) {
        document["profiles"].push_back(profileDocument(report, open.evaluation.diagnosis));
    }
    if (!reports->empty()) {
        document["fused_diagnosis"] = toJson(fuse(open.evaluation.diagnosis, *reports));
    }
    return {};
}

} // namespace

Result<nlohmann::json> nodeDocument(Store& store, const OpenNode& open, const Candidate& candidate)
{
    const auto exchanges = store.exchanges(open.session.id, open.node.step);
    const auto known = store.recognitions(open.session.id);
    if (!exchanges || !known) {
        return exchanges ? known.error() : exchanges.error();
    }
    nlohmann::json said = nlohmann::json::array();
    for (const Exchange& exchange : *exchanges) {
        said.push_back(exchangeDocument(exchange));
    }
    const std::string prefix = std::to_string(open.session.id) + ".";
    nlohmann::json document{{"id", prefix + std::to_string(open.node.number)},
                            {"session", open.session.id},
                            {"task", open.session.settings.task},
                            {"parents", parentsDocument(prefix, open.node)},
                            {"edge", toText(open.node.edge)},
                            {"step", open.node.step},
                            {"skills", open.node.skills},
                            {"summary", open.node.summary},
                            {"why", open.node.why},
                            {"artefact", open.node.artefact},
                            {"compiler", candidate.compiler},
                            {"options", candidate.options},
                            {"source", candidate.source},
                            {"exchanges", std::move(said)},
                            {"evaluation", toJson(open.evaluation)}};
    if (const auto& from = open.session.settings.derivedFrom) {
        document["derived_from"] = derivedDocument(*from);
    }
    if (const auto added = addProfiles(store, open, document); !added) {
        return added.error();
    }
    const auto reviewed = readReview(store, open, candidate);
    if (!reviewed) {
        return reviewed.error();
    }
    document["review"] = reviewDocument(*reviewed);
    const auto own = std::ranges::find(*known, open.node.number, &Recognition::number);
    if (own != known->end() && own->duplicateOf) {
        document["duplicate_of"] = prefix + std::to_string(*own->duplicateOf);
    }
    return document;
}

Result<nlohmann::json> treeDocument(Store& store, const SessionInfo& session, const SearchGraph& graph,
                                    const TreePart& part)
{
    const auto known = store.recognitions(session.id);
    const auto events = known ? store.events(session.id) : known.error();
    if (!events) {
        return events.error();
    }
    const Reviews reviews = reviewsOf(*events);
    const std::string prefix = std::to_string(session.id) + ".";
    nlohmann::json list = nlohmann::json::array();
    for (NodeNumber n = part.first; n < graph.size() && list.size() < part.count; ++n) {
        const Node& node = graph.node(n);
        list.push_back({{"id", prefix + std::to_string(n)},
                        {"parents", parentsDocument(prefix, node)},
                        {"step", node.step},
                        {"verdict", toText(node.verdict)},
                        {"speedup", node.fitness},
                        {"state", stateText(graph, n)}});
        if (const NodeReview& review = reviews.of(n); review.state != ReviewState::None) {
            list.back()["review"] = toText(review.state);
        }
        if (reviews.of(n).bookmarked) {
            list.back()["bookmarked"] = true;
        }
        if (part.why) {
            list.back()["why"] = node.why;
        }
        if (const auto& from = session.settings.derivedFrom; from && n == 0) {
            list.back()["derived_from"] = derivedDocument(*from);
        }
    }
    // Names the node that each duplicate repeats.
    for (const Recognition& one : *known) {
        if (one.duplicateOf && one.number >= part.first && one.number - part.first < list.size()) {
            list[one.number - part.first]["duplicate_of"] = prefix + std::to_string(*one.duplicateOf);
        }
    }
    return list;
}

nlohmann::json derivedDocument(const DerivedFrom& from)
{
    return {{"node", nodeText(from)}, {"artefact", from.artefact}};
}

std::string nodeText(const DerivedFrom& from)
{
    return std::to_string(from.session) + "." + std::to_string(from.node);
}

nlohmann::json foundDocument(const FoundDocument& found)
{
    return {{"document", found.document->name},
            {"title", found.document->title},
            {"place", found.document->place},
            {"score", found.score},
            {"why", found.reason}};
}

nlohmann::json wholeDocument(const Document& document)
{
    return {{"document", document.name},     {"title", document.title},     {"place", document.place},
            {"keywords", document.keywords}, {"sources", document.sources}, {"text", document.body}};
}

} // namespace espalier::cli
