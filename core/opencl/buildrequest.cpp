#include "core/opencl/buildrequest.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace espalier {
namespace {

using Json = nlohmann::json;
using Kind = Manifest::Argument::Kind;

/// PoCL builds a variant of its own for grids narrower than this (USHRT_MAX of its CPU devices).
constexpr std::size_t kSmallGrid = 65535;

Json toJson(const LaunchPlan::Launch& launch)
{
    Json arguments = Json::array();
    for (const LaunchPlan::Argument& argument : launch.arguments) {
        arguments.push_back({static_cast<int>(argument.kind), argument.index, argument.bytes});
    }
    return {{"kernel", launch.kernel}, {"dimensions", launch.dimensions},  {"global", launch.global},
            {"local", launch.local},   {"local_bytes", launch.localBytes}, {"arguments", arguments}};
}

LaunchPlan::Launch launchFrom(const Json& json)
{
    LaunchPlan::Launch launch;
    launch.kernel = json.at("kernel").get<std::string>();
    launch.dimensions = json.at("dimensions").get<unsigned>();
    launch.global = json.at("global").get<std::array<std::size_t, 3>>();
    launch.local = json.at("local").get<std::array<std::size_t, 3>>();
    launch.localBytes = json.at("local_bytes").get<std::size_t>();
    for (const Json& item : json.at("arguments")) {
        launch.arguments.push_back(
            {static_cast<Kind>(item.at(0).get<int>()), item.at(1).get<std::size_t>(), item.at(2).get<std::size_t>()});
    }
    return launch;
}

} // namespace

std::string BuildRequest::toText() const
{
    Json list = Json::array();
    for (const LaunchPlan& plan : plans) {
        Json launches = Json::array();
        for (const LaunchPlan::Launch& launch : plan.launches) {
            launches.push_back(toJson(launch));
        }
        list.push_back(launches);
    }
    return Json{{"options", options}, {"plans", list}}.dump(-1, ' ', true, Json::error_handler_t::replace);
}

Result<BuildRequest> BuildRequest::fromText(const std::string& text)
{
    try {
        const Json json = Json::parse(text);
        BuildRequest request;
        request.options = json.at("options").get<std::string>();
        for (const Json& launches : json.at("plans")) {
            LaunchPlan& plan = request.plans.emplace_back();
            for (const Json& launch : launches) {
                plan.launches.push_back(launchFrom(launch));
            }
        }
        return request;
    } catch (const Json::exception&) {
        return Error{ErrorKind::Machine, "the request to build cannot be read", "it is not what the toolchain writes",
                     "install Espalier anew, so that all its programs are of one version"};
    }
}

std::vector<std::string> BuildRequest::geometries() const
{
    std::set<std::string> small;
    std::set<std::string> large;
    for (const LaunchPlan& plan : plans) {
        for (const LaunchPlan::Launch& launch : plan.launches) {
            std::string geometry;
            for (const std::size_t size : launch.local) {
                geometry += std::to_string(size) + "-";
            }
            if (*std::max_element(launch.global.begin(), launch.global.end()) < kSmallGrid) {
                small.insert(geometry + "goffs0-smallgrid");
            } else {
                large.insert(geometry + "goffs0");
            }
        }
    }
    std::vector<std::string> lists;
    for (const auto& geometries : {small, large}) {
        std::string list;
        for (const std::string& geometry : geometries) {
            list += (list.empty() ? "" : ",") + geometry;
        }
        if (!list.empty()) {
            lists.push_back(list);
        }
    }
    return lists;
}

} // namespace espalier
