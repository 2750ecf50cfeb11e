"""Messages: reports, requests, consents and grants walk the graph post by post.

Each post has hours, a queue (one thing at a time), a handling time, and a chance that a report stops there.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import (
    C_CONSENT_REFUSED,
    C_LOST_ON_LINK,
    C_NONE,
    C_NOT_TOLD,
    C_POST_CLOSED,
    C_REPORT_STOPPED,
    C_TOO_LATE,
    E_BARRED,
    E_CONSENT_ASKED,
    E_CONSENT_GIVEN,
    E_CONSENT_LATE,
    E_CONSENT_REFUSED,
    E_DECIDED,
    E_REQUESTED,
    W_CONSENT,
    W_CONSENT_TIME,
    W_DECIDE,
    W_HANDLE,
    W_LOSS,
    W_STOP,
)
from skypact.arrays.state import (
    M_ARRIVE,
    M_CONSENT,
    M_DECIDE,
    P_ANSWER,
    P_ASK,
    P_GRANT,
    P_REPORT,
    P_REQUEST,
    Q_CONSENT,
    Q_GRANTED,
    Q_REFUSED,
    Q_REQUESTED,
    Q_STOPPED,
    T_NONE,
)
from skypact.arrays.world import G_DELAY
from skypact.kernels.emit import emit, push
from skypact.kernels.fuse.plots import gone, tell
from skypact.kernels.fuse.reports import read_report
from skypact.kernels.identify import cell, where
from skypact.kernels.jit import kernel, shared
from skypact.kernels.rng import normal, pair, u01
from skypact.kernels.watch import link_open, post_open

#: A message that a link loses this many times in a row is given up.
TRIES = 5


@shared
def delay(world, state, seed, run, i_post, i_object, what, nth, median_s):
    """Return a delay at a post [s]: median × alertness of the day × one lognormal draw."""
    if median_s <= 0.0:
        return 0.0
    g = normal(seed, run, pair(world.post[i_post].who, world.object[i_object].who), what, nth)
    return median_s * state.alert[i_post] * math.exp(world.settings[G_DELAY] * g)


@shared
def barred(world, state, i_pic, i_object, i_post, other, cause, t_s):
    """Say why something goes no further; the ledger is that of the nation whose picture asked."""
    nation = world.nation_entity[world.post[i_post].nation if i_pic < 0 else world.picture[i_pic].nation]
    emit(state, t_s, E_BARRED, nation, world.object[i_object].entity, world.post[i_post].entity, other, cause, 0.0)


@kernel
def same_track(state, i_pic, slot, track):
    """Return whether a slot still holds the track that a message was about."""
    return state.track[i_pic, slot].stage != T_NONE and state.track[i_pic, slot].track == track


@shared
def send(world, state, seed, run, purpose, here, dest, i_pic, slot, track, row, i_object, x, v, t_s):
    """Send a message one hop on its way; lost tries are repeated after the link's retry time."""
    i_link = world.next_link[here, dest]
    if i_link < 0:
        barred(world, state, i_pic, i_object, here, world.post[dest].entity, C_NOT_TOLD, t_s)
        return False
    link = world.link[i_link]
    if not link_open(world, state, i_link, t_s):
        barred(world, state, i_pic, i_object, here, world.post[link.b].entity, C_POST_CLOSED, t_s)
        return False
    who = pair(link.who, world.object[i_object].who)
    for k in range(TRIES):
        if link.loss <= 0.0 or u01(seed, run, who, W_LOSS, 1000000 + 100 * purpose + k) >= link.loss:
            push(state, t_s + link.latency_s + k * link.retry_s, M_ARRIVE, purpose, link.b, dest, i_pic, slot, track,
                 row, i_object, x, v)
            return True
    barred(world, state, i_pic, i_object, here, world.post[link.b].entity, C_LOST_ON_LINK, t_s)
    return False


@shared
def order_s(seed, run, who, nth, latency_s, loss, retry_s):
    """Return how long the nth order takes to a unit [s]: latency, and the retry time for each try that is lost."""
    wait = latency_s
    for k in range(TRIES):
        if u01(seed, run, who, W_LOSS, 2000000 + 100 * nth + k) >= loss:
            break
        wait += retry_s
    return wait


@shared
def queue(world, state, seed, run, i_post, i_object, nth, t_s):
    """Return when a post has dealt with something that arrived at t_s: it waits its turn, then is handled."""
    begin = max(t_s, state.busy_s[i_post])
    state.busy_s[i_post] = begin + world.post[i_post].load_s
    return begin + delay(world, state, seed, run, i_post, i_object, W_HANDLE, nth, world.post[i_post].handling_s)


@kernel
def arrive(world, state, seed, run, t_s):
    """Handle a message that has come to a post: deliver it there or pass it on."""
    m = state.now[0]
    purpose, here, dest, i_pic, slot, track = m.purpose, m.here, m.dest, m.pic, m.slot, m.track
    row, i_object, x, v = m.row, m.obj, m.x, m.v
    if not post_open(world, state, here, t_s):
        barred(world, state, i_pic, i_object, here, -1, C_POST_CLOSED, t_s)
        _stop(state, i_pic, slot, row, track)
        return
    if purpose != P_REPORT or here != dest:
        tell(world, state, here, i_object, -1, t_s)
    if here != dest:
        _relay(world, state, seed, run, purpose, here, dest, i_pic, slot, track, row, i_object, x, v, t_s)
        return
    if purpose == P_REPORT:
        read_report(world, state, seed, run, world.post[here].picture, i_object, x, v, t_s)
    elif purpose == P_REQUEST:
        done = queue(world, state, seed, run, here, i_object, P_REQUEST, t_s)
        decide_later(world, state, seed, run, here, i_pic, slot, track, row, i_object, done)
    elif purpose == P_ASK:
        done = queue(world, state, seed, run, here, i_object, P_ASK, t_s)
        c = world.consent[x]
        done += delay(world, state, seed, run, here, i_object, W_CONSENT_TIME, world.right[row].action, c.delay_s)
        push(state, done, M_CONSENT, 0, here, -1, i_pic, slot, track, row, i_object, x, 0.0)
    elif purpose == P_ANSWER:
        answer(world, state, seed, run, i_pic, slot, track, row, i_object, x, t_s)
    elif purpose == P_GRANT and same_track(state, i_pic, slot, track):
        state.authority[i_pic, slot, row].state = Q_GRANTED


@kernel
def _stop(state, i_pic, slot, row, track):
    if i_pic >= 0 and row >= 0 and same_track(state, i_pic, slot, track):
        state.authority[i_pic, slot, row].state = Q_STOPPED


@shared
def _relay(world, state, seed, run, purpose, here, dest, i_pic, slot, track, row, i_object, x, v, t_s):
    """Pass a message on from a post on the way, unless it stops there."""
    post = world.post[here]
    if purpose == P_REPORT or purpose == P_REQUEST:
        if u01(seed, run, pair(post.who, world.object[i_object].who), W_STOP, purpose) < post.p_stop:
            barred(world, state, i_pic, i_object, here, -1, C_REPORT_STOPPED, t_s)
            _stop(state, i_pic, slot, row, track)
            return
    done = queue(world, state, seed, run, here, i_object, 10 + purpose, t_s)
    if not send(world, state, seed, run, purpose, here, dest, i_pic, slot, track, row, i_object, x, v, done):
        _stop(state, i_pic, slot, row, track)


@kernel
def seen(world, state, seed, run, t_s):
    """Handle an observer's call at the post it reports to: read it there, or send it to the nearest picture."""
    m = state.now[0]
    here, i_object, i_sensor, t_seen = m.here, m.obj, m.x, m.v
    post = world.post[here]
    if not post_open(world, state, here, t_s):
        barred(world, state, -1, i_object, here, -1, C_POST_CLOSED, t_s)
        return
    if post.picture >= 0:
        read_report(world, state, seed, run, post.picture, i_object, i_sensor, t_seen, t_s)
        return
    tell(world, state, here, i_object, world.sensor[i_sensor].entity, t_s)
    if post.report_to < 0:
        barred(world, state, -1, i_object, here, -1, C_NOT_TOLD, t_s)
    else:
        _relay(world, state, seed, run, P_REPORT, here, post.report_to, -1, -1, -1, -1, i_object, i_sensor, t_seen,
               t_s)


@kernel
def request(world, state, seed, run, i_pic, slot, row, t_s):
    """Ask whoever the rule row names for a decision on a track."""
    tr = state.track[i_pic, slot]
    here, dest = world.picture[i_pic].post, world.right[row].decides
    a = state.authority[i_pic, slot, row]
    a.state = Q_REQUESTED
    a.waits = dest
    post = world.post[here]
    emit(state, t_s, E_REQUESTED, world.nation_entity[post.nation], world.object[tr.obj].entity, post.entity,
         world.post[dest].entity, C_NONE, float(world.right[row].action))
    if here == dest:
        done = queue(world, state, seed, run, here, tr.obj, P_REQUEST, t_s)
        decide_later(world, state, seed, run, here, i_pic, slot, tr.track, row, tr.obj, done)
    elif not send(world, state, seed, run, P_REQUEST, here, dest, i_pic, slot, tr.track, row, tr.obj, 0, 0.0, t_s):
        a.state = Q_STOPPED


@kernel
def too_late(world, state, i_pic, slot, row, here, i_object, t_s):
    """Note that a decision came when the object was out of the sky: it decides nothing."""
    state.authority[i_pic, slot, row].state = Q_STOPPED
    barred(world, state, i_pic, i_object, here, -1, C_TOO_LATE, t_s)


@kernel
def decide_later(world, state, seed, run, i_post, i_pic, slot, track, row, i_object, t_s):
    """Let a post think: its decision comes after the row's delay."""
    wait = delay(world, state, seed, run, i_post, i_object, W_DECIDE, world.right[row].action, world.right[row].delay_s)
    push(state, t_s + wait, M_DECIDE, 0, i_post, -1, i_pic, slot, track, row, i_object, 0, 0.0)


@kernel
def decide(world, state, seed, run, t_s):
    """Decide, or ask first for every consent that the row needs."""
    m = state.now[0]
    here, i_pic, slot, track, row, i_object = m.here, m.pic, m.slot, m.track, m.row, m.obj
    if not same_track(state, i_pic, slot, track):
        return
    r = world.right[row]
    a = state.authority[i_pic, slot, row]
    if gone(state, i_object, t_s):
        too_late(world, state, i_pic, slot, row, here, i_object, t_s)
        return
    if r.consent_count == 0:
        grant(world, state, seed, run, here, i_pic, slot, track, row, i_object, t_s)
        return
    a.state = Q_CONSENT
    a.need = (1 << r.consent_count) - 1  # one bit for each consent that is still out
    a.waits = world.consent[r.consent_first].post
    for k in range(r.consent_first, r.consent_first + r.consent_count):
        other = world.consent[k].post
        emit(state, t_s, E_CONSENT_ASKED, world.nation_entity[world.post[here].nation], world.object[i_object].entity,
             world.post[here].entity, world.post[other].entity, C_NONE, float(r.action))
        if here == other:
            wait = delay(world, state, seed, run, here, i_object, W_CONSENT_TIME, r.action, world.consent[k].delay_s)
            push(state, t_s + wait, M_CONSENT, 0, here, -1, i_pic, slot, track, row, i_object, k, 0.0)
        elif not send(world, state, seed, run, P_ASK, here, other, i_pic, slot, track, row, i_object, k, 0.0, t_s):
            a.state = Q_STOPPED
            return


@kernel
def consent(world, state, seed, run, t_s):
    """Give or refuse consent and send the answer back to who asked."""
    m = state.now[0]
    here, i_pic, slot, track, row, i_object, k = m.here, m.pic, m.slot, m.track, m.row, m.obj, m.x
    who = pair(world.post[here].who, world.object[i_object].who)
    yes = u01(seed, run, who, W_CONSENT, world.right[row].action) >= world.consent[k].p_refuse
    kind = E_CONSENT_GIVEN if yes else E_CONSENT_REFUSED
    if gone(state, i_object, t_s) or not same_track(state, i_pic, slot, track):
        kind = E_CONSENT_LATE
    dest = world.right[row].decides
    emit(state, t_s, kind, world.nation_entity[world.post[here].nation], world.object[i_object].entity,
         world.post[here].entity, world.post[dest].entity, C_NONE, float(world.right[row].action))
    if here == dest:
        answer(world, state, seed, run, i_pic, slot, track, row, i_object, 2 * k + int(yes), t_s)
    else:
        send(world, state, seed, run, P_ANSWER, here, dest, i_pic, slot, track, row, i_object, 2 * k + int(yes), 0.0,
             t_s)


@shared
def answer(world, state, seed, run, i_pic, slot, track, row, i_object, x, t_s):
    """Take an answer at the deciding post: one no is a no; the last yes decides. x: 2 · consent + yes."""
    if not same_track(state, i_pic, slot, track):
        return
    a = state.authority[i_pic, slot, row]
    if a.state != Q_CONSENT:
        return
    r = world.right[row]
    here, k = r.decides, x >> 1
    if x & 1 == 0:
        a.state = Q_REFUSED
        barred(world, state, i_pic, i_object, here, world.post[world.consent[k].post].entity, C_CONSENT_REFUSED, t_s)
        return
    a.need &= ~(1 << (k - r.consent_first))
    for k in range(r.consent_count):
        if (a.need >> k) & 1:
            a.waits = world.consent[r.consent_first + k].post
            break
    if a.need == 0:
        grant(world, state, seed, run, here, i_pic, slot, track, row, i_object, t_s)


@kernel
def grant(world, state, seed, run, here, i_pic, slot, track, row, i_object, t_s):
    """Decide: note over whose territory, and send the right to act to the post that asked."""
    if gone(state, i_object, t_s):
        too_late(world, state, i_pic, slot, row, here, i_object, t_s)
        return
    lat, lon, _ = where(world, state, i_pic, slot, t_s)
    nation = cell(world, world.territory, lat, lon)
    emit(state, t_s, E_DECIDED, world.nation_entity[world.post[here].nation], world.object[i_object].entity,
         world.post[here].entity, world.nation_entity[nation] if nation >= 0 else -1, C_NONE,
         float(world.right[row].action))
    dest = world.picture[i_pic].post
    a = state.authority[i_pic, slot, row]
    if here == dest:
        a.state = Q_GRANTED
    else:
        a.waits = here
        if not send(world, state, seed, run, P_GRANT, here, dest, i_pic, slot, track, row, i_object, 0, 0.0, t_s):
            a.state = Q_STOPPED
