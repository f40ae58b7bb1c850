#include "widgets/review/reviewsteps.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/review/plainlabel.h"
#include "widgets/review/remarkdialog.h"
#include "widgets/review/reviewtext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {

ReviewSteps::ReviewSteps(ReviewDesk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 4);
    column->setSpacing(6);
    m_state = plainLabel(this);
    m_state->setFont(fonts::bold(font()));
    m_reason = plainLabel(this);
    column->addWidget(m_state);
    column->addWidget(m_reason);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(16, 0, 16, 0);
    line->setSpacing(8);
    const auto add = [&](SteerVerb verb, const QString& text, const QString& tip) {
        auto* button = new FlatButton(this);
        button->setText(text);
        button->setToolTip(tip);
        m_buttons.emplace(verb, button);
        line->addWidget(button);
        return button;
    };
    const auto says = [this](SteerVerb verb) { return [this, verb] { m_desk.say(verb); }; };
    connect(add(SteerVerb::Propose, tr("Propose"), tr("Hand this node in for review")), &FlatButton::clicked, this,
            says(SteerVerb::Propose));
    connect(add(SteerVerb::Review, tr("Begin review"), tr("Say that you look at it")), &FlatButton::clicked, this,
            says(SteerVerb::Review));
    connect(add(SteerVerb::Approve, tr("Approve"), tr("Where the checklist is not clean, with a reason")),
            &FlatButton::clicked, this, &ReviewSteps::approve);
    connect(add(SteerVerb::Reject, tr("Reject…"), tr("With a reason")), &FlatButton::clicked, this,
            &ReviewSteps::reject);
    connect(add(SteerVerb::Withdraw, tr("Withdraw"), tr("Take it out of review")), &FlatButton::clicked, this,
            says(SteerVerb::Withdraw));
    line->addStretch(1);
    FlatButton* bookmark = add(SteerVerb::Bookmark, tr("Bookmark"), tr("Mark this node to find it again (K)"));
    bookmark->setCheckable(true);
    connect(bookmark, &FlatButton::clicked, this, [this, bookmark] {
        Q_EMIT bookmarkAsked();
        bookmark->setChecked(m_desk.review().bookmarked); // as it is, until the command comes back
    });
    column->addLayout(line);
    connect(&desk, &ReviewDesk::changed, this, &ReviewSteps::refresh);
    refresh();
}

QString ReviewSteps::stateText() const
{
    return m_state->text();
}

void ReviewSteps::refresh()
{
    const NodeReview& review = m_desk.review();
    const QString state = reviewtext::stateLine(review);
    m_state->setText(!m_desk.node()    ? tr("No node selected")
                     : state.isEmpty() ? tr("Not in review")
                                       : state.left(1).toUpper() + state.mid(1));
    m_reason->setText(reviewtext::foreign(review.last().text));
    m_reason->setVisible(!m_reason->text().isEmpty());
    for (const auto& [verb, button] : m_buttons) {
        button->setVisible(m_desk.node() && (verb == SteerVerb::Bookmark || !m_desk.obstacle(verb)));
    }
    // From the review back to the queue is for the command line and for undo.
    if (review.state == ReviewState::InReview) {
        m_buttons.at(SteerVerb::Propose)->hide();
    }
    m_buttons.at(SteerVerb::Review)
        ->setText(review.state == ReviewState::Proposed ? tr("Begin review") : tr("Review again"));
    m_buttons.at(SteerVerb::Approve)->setText(m_desk.wantsReason() ? tr("Approve…") : tr("Approve"));
    m_buttons.at(SteerVerb::Bookmark)->setChecked(review.bookmarked);
}

void ReviewSteps::approve()
{
    if (!m_desk.wantsReason()) {
        m_desk.say(SteerVerb::Approve);
        return;
    }
    const auto& items = m_desk.items();
    const auto open = std::ranges::find_if(items, &CheckItem::isOpen);
    const QString evidence =
        open == items.end() ? tr("the node has not been read yet") : reviewtext::foreign(open->evidence);
    askWhy(
        SteerVerb::Approve,
        {tr("Approve #%1 all the same").arg(*m_desk.node()),
         tr("The checklist is not clean: %1. Why is it good enough? The reason stays with the approval.").arg(evidence),
         {},
         tr("Approve")});
}

void ReviewSteps::reject()
{
    if (m_desk.node()) {
        askWhy(SteerVerb::Reject, {tr("Reject #%1").arg(*m_desk.node()),
                                   tr("Why? Whoever wrote it should learn from it."),
                                   {},
                                   tr("Reject")});
    }
}

void ReviewSteps::askWhy(SteerVerb verb, const RemarkQuestion& question)
{
    auto* dialog = new RemarkDialog(question, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, verb, node = m_desk.node()] {
        if (m_desk.node() == node) {
            m_desk.say(verb, 0, dialog->remark());
        }
    });
    dialog->open();
}

} // namespace espalier
