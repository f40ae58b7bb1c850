#include "widgets/panels/mixpopover.h"

#include "core/graph/mixchoice.h"

#include <QFormLayout>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace espalier {

std::vector<std::pair<QString, int>> MixPopover::shares(const LiveGraph& live)
{
    std::vector<std::pair<QString, double>> weights;
    const std::string asked = live.asked().mix;
    const auto mix = parseMix(asked);
    for (const SynthesizerShare& share : live.session().synthesizers) {
        double weight = share.weight;
        if (mix && !asked.empty()) {
            const auto named = [&](const std::string& name) {
                return std::ranges::find(*mix, name, &MixChoice::value_type::first);
            };
            auto found = named(share.kind.toStdString());
            if (found == mix->end() && share.kind != QLatin1String("rules")) {
                found = named("model");
            }
            weight = found == mix->end() ? 0 : found->second;
        }
        const auto same = std::ranges::find(weights, share.kind, &std::pair<QString, double>::first);
        if (same == weights.end()) {
            weights.emplace_back(share.kind, weight);
        } else {
            same->second += weight;
        }
    }
    double total = 0;
    for (const auto& [kind, weight] : weights) {
        total += weight;
    }
    std::vector<std::pair<QString, int>> list;
    for (const auto& [kind, weight] : weights) {
        list.emplace_back(kind, total > 0 ? static_cast<int>(std::lround(100 * weight / total)) : 0);
    }
    return list.size() > 1 ? list : std::vector<std::pair<QString, int>>();
}

MixPopover::MixPopover(const LiveGraph& live, Steering& steering, QWidget* parent)
    : SteerPopover(tr("Mix of synthesizers"), steering, parent)
{
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    body().addLayout(form);
    for (const auto& [kind, share] : shares(live)) {
        auto* box = new QSpinBox(this);
        box->setObjectName(kind);
        box->setRange(0, 100);
        box->setSuffix(tr(" %"));
        box->setValue(share);
        form->addRow(kind, box);
        m_boxes.emplace_back(kind, box);
    }
    if (m_boxes.empty()) {
        const auto& only = live.session().synthesizers;
        setNothing(tr("This session was started with one synthesizer, %1, so there is nothing to mix. A search with "
                      "several is started with --synth.")
                       .arg(only.empty() ? tr("the rules") : only.front().kind));
    } else {
        addSentence(tr("Failed candidates are mended by whoever reads reasons, whatever the mix."));
    }
}

SteerCommand MixPopover::command() const
{
    QStringList words;
    for (const auto& [kind, box] : m_boxes) {
        words << kind << QString::number(box->value());
    }
    return {SteerVerb::Mix, std::nullopt, 0, words.join(QLatin1Char(' ')).toStdString()};
}

} // namespace espalier
