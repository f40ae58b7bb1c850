#include "widgets/panels/policypopover.h"

#include "widgets/common/format.h"
#include "widgets/common/taborder.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QVBoxLayout>

#include <cmath>

namespace espalier {
namespace {

// The meanings of policyConstants(), for the translators.
[[maybe_unused]] constexpr const char* kMeanings[]{
    QT_TRANSLATE_NOOP("PolicyConstant", "what each try without gain takes from a node's log speedup"),
    QT_TRANSLATE_NOOP("PolicyConstant", "steps without a better node before a restart"),
    QT_TRANSLATE_NOOP("PolicyConstant", "weight of exploration"),
    QT_TRANSLATE_NOOP("PolicyConstant", "children a node may have per square root of its visits"),
    QT_TRANSLATE_NOOP("PolicyConstant", "one choice in so many mates two"),
    QT_TRANSLATE_NOOP("PolicyConstant", "results between two migrations"),
    QT_TRANSLATE_NOOP("PolicyConstant", "how strongly the better cells are preferred"),
    QT_TRANSLATE_NOOP("PolicyConstant", "factor on how far the draws scatter")};

} // namespace

PolicyPopover::PolicyPopover(const LiveGraph& live, Steering& steering, QWidget* parent)
    : SteerPopover(tr("Selection policy"), steering, parent), m_policy(new QComboBox(this)), m_form(new QFormLayout)
{
    m_policy->setObjectName(QStringLiteral("policy"));
    for (const std::string_view name : policyNames()) {
        m_policy->addItem(format::text(name));
    }
    const std::string asked = live.asked().policy;
    const auto now = parsePolicy(asked.empty() ? live.session().policy.toStdString() : asked);
    PolicyChoice shown = now ? *now : PolicyChoice{"greedy", {}};
    m_policy->setCurrentText(QString::fromStdString(shown.name));
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(8);
    body().addWidget(m_policy);
    body().addLayout(m_form);
    addSentence(tr("The new policy takes over all that was tried so far."));
    showConstants(shown);
    connect(m_policy, &QComboBox::currentTextChanged, this, [this, shown](const QString& name) {
        const std::string chosen = name.toStdString();
        showConstants(chosen == shown.name ? shown : PolicyChoice{chosen, {}});
        tabAsLaidOut(*this);
        adjustSize();
    });
}

void PolicyPopover::showConstants(const PolicyChoice& choice)
{
    while (m_form->rowCount() > 0) {
        m_form->removeRow(0);
    }
    m_constants.clear();
    for (const PolicyConstant& constant : policyConstants(choice.name)) {
        auto* box = new QDoubleSpinBox(this);
        const QString name = format::text(constant.name);
        box->setObjectName(name);
        box->setRange(constant.least, constant.most);
        box->setDecimals(constant.usual == std::floor(constant.usual) && constant.most >= 1000 ? 0 : 2);
        box->setSingleStep(constant.most >= 1000 ? 1 : 0.1);
        box->setValue(choice.constant(constant.name));
        box->setToolTip(QCoreApplication::translate("PolicyConstant", std::string(constant.meaning).c_str()));
        box->setAccessibleDescription(box->toolTip());
        m_form->addRow(name, box);
        m_constants.emplace(constant.name, box);
    }
}

SteerCommand PolicyPopover::command() const
{
    PolicyChoice choice{m_policy->currentText().toStdString(), {}};
    for (const PolicyConstant& constant : policyConstants(choice.name)) {
        const double value = m_constants.at(std::string(constant.name))->value();
        if (value != constant.usual) {
            choice.constants.emplace(constant.name, value);
        }
    }
    return {SteerVerb::Policy, std::nullopt, 0, toText(choice)};
}

} // namespace espalier
