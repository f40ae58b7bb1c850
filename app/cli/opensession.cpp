#include "app/cli/opensession.h"

namespace espalier::cli {

Result<OpenSession> openSession(const CommandLine& line, const std::string& text)
{
    Result<Store> store = Store::open(line.storeFolder());
    if (!store) {
        return store.error();
    }
    Result<SessionInfo> info = store->findSession(text);
    if (!info) {
        return info.error();
    }
    return OpenSession{std::move(*store), *std::move(info)};
}

Result<OpenNode> openNode(Store& store, const std::string& text, std::optional<SessionId> session)
{
    const Result<NodeKey> key = store.findNode(text, session);
    if (!key) {
        return key.error();
    }
    Result<SessionInfo> info = store.session(key->session);
    if (!info) {
        return info.error();
    }
    Result<Node> node = store.node(key->session, key->number);
    if (!node) {
        return node.error();
    }
    Result<Evaluation> evaluation = store.evaluation(key->session, key->number);
    if (!evaluation) {
        return evaluation.error();
    }
    Result<std::string> object = store.object(node->artefact);
    if (!object) {
        return object.error();
    }
    return OpenNode{*std::move(info), *std::move(node), *std::move(evaluation), *std::move(object)};
}

} // namespace espalier::cli
