"""Tracks of partners: sent at the link's rate, found among one's own, fused; what cannot be found is a new track.

Where the links make a tree and no sensor feeds two of its pictures (`lower.command.flow`), what a track has learnt
since the last message adds up: each end keeps what both ends know (a channel filter: Grime and Durrant-Whyte, Data
fusion in decentralized sensor networks, 1994). A message that is lost is not sent again, so it is missing at the other
end. Everywhere else the state is fused by covariance intersection.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import EV_KINEMATICS, EV_ORIGIN, N_EVIDENCE, W_LOSS
from skypact.arrays.state import M_SEND, M_TRACKS, NEXT_TRACK, T_CONFIRMED, T_NONE
from skypact.arrays.world import G_GNN
from skypact.kernels.earth.ballistic import bend
from skypact.kernels.emit import push
from skypact.kernels.fuse.information import added, away2, gained, intersect, whole
from skypact.kernels.fuse.plots import free_slot, tell
from skypact.kernels.jit import kernel
from skypact.kernels.rng import pair, u01
from skypact.kernels.track.associate import assign, list_pair
from skypact.kernels.track.filter import predict
from skypact.kernels.track.keep import advance, anew_models, clear, drop, keep_models, note, stale, tracked
from skypact.kernels.watch import link_open, post_open

#: A track that only partners see is taken for another one, if that fits, rather than for itself again.
REMOTE_SHARE = 0.9
#: Nothing moves faster [m/s].
FASTEST_MPS = 8000.0
#: A pair of before is kept within so much more than the gate.
KEPT_SHARE = 1.5


@kernel
def send_tracks(world, state, seed, run, t_s):
    """Send a picture's confirmed tracks over a link, if both are open; come again after the link's rate."""
    i, k = state.now[0].x, int(state.now[0].v)
    tl = world.track_link[i]
    link = world.link[tl.link]
    push(state, t_s + tl.rate_s, M_SEND, 0, -1, -1, -1, -1, -1, -1, -1, i, k + 1.0)
    if not post_open(world, state, world.picture[tl.a].post, t_s) or not link_open(world, state, tl.link, t_s):
        return
    push(state, t_s + tl.latency_s, M_TRACKS, 0, -1, -1, -1, -1, -1, -1, -1, i, float(k))
    for slot in range(state.track.shape[1]):
        tr, out = state.track[tl.a, slot], state.parcel[i, k % tl.depth, slot]
        out.track = -1
        if tr.stage != T_CONFIRMED or (tr.link >= 0 and tr.link == tl.back):
            continue
        if stale(world, state, tl.a, slot, t_s - world.picture[tl.a].lag_s):
            continue
        if tl.adds and not _news(world, state, i, slot, out):
            continue
        out.track, out.obj, out.t_s, out.t_hit_s = tr.track, tr.obj, tr.t_s, tr.t_hit_s
        for m in range(6):
            out.x[m] = state.x[tl.a, slot, m]
            for n in range(6):
                out.p[m, n] = state.p[tl.a, slot, m, n]
        for kind in range(N_EVIDENCE):
            state.parcel_evidence[i, k % tl.depth, slot, kind] = state.evidence[tl.a, slot, kind]
        who = pair(link.who, world.object[tr.obj].who)
        if link.loss > 0.0 and u01(seed, run, who, W_LOSS, 3000000 + k) < link.loss:
            out.track = -1


@kernel
def _news(world, state, i, slot, out):
    """Write what a track has learnt since the last message, and note that both ends know it now; False: nothing."""
    pic = world.track_link[i].a
    tr, both = state.track[pic, slot], state.common[i, slot]
    x, p = state.x[pic, slot], state.p[pic, slot]
    if both.track == tr.track:
        bend(both.x, both.p, tr.t_s - both.t_s)
        predict(both.x, both.p, tr.t_s - both.t_s, world.picture[pic].q)
        both.t_s = tr.t_s
        if not gained(x, p, both.x, both.p, out.y, out.info, state.matrix):
            return False
    else:
        whole(x, p, out.y, out.info, state.matrix)
    both.track, both.t_s = tr.track, tr.t_s
    for m in range(6):
        both.x[m] = x[m]
        for n in range(6):
            both.p[m, n] = p[m, n]
    return True


@kernel
def read_tracks(world, state, t_s):
    """Take a message with tracks into the picture at its end."""
    i, k = state.now[0].x, int(state.now[0].v)
    tl = world.track_link[i]
    if not post_open(world, state, world.picture[tl.b].post, t_s):
        return
    row, n_slot = k % tl.depth, state.track.shape[1]
    for s in range(n_slot):
        state.chosen[s] = int(state.parcel[i, row, s].obj)
    if world.settings[G_GNN] > 0.0:
        _find(world, state, i, row)
    for s in range(n_slot):
        if state.parcel[i, row, s].track >= 0:
            _fuse(world, state, i, row, s, state.chosen[s], t_s)


@kernel
def _find(world, state, i, row):
    """Fill state.chosen with the slot of each track of a message, -1 where it is none of ours."""
    tl = world.track_link[i]
    limit, n, n_slot = world.picture[tl.b].gate ** 2, 0, state.track.shape[1]
    for slot in range(n_slot):
        if state.track[tl.b, slot].stage != T_NONE and stale(world, state, tl.b, slot, state.track[tl.b, slot].t_s):
            continue
        for s in range(n_slot):
            d2 = _apart2(world, state, i, row, s, slot, limit)
            if d2 <= limit:
                n = list_pair(state, n, d2, slot, s)
    assign(state, n, n_slot, limit, state.chosen)


@kernel
def _apart2(world, state, i, row, s, slot, limit):
    """Return how far a track of a message is from one of ours (squared Mahalanobis distance), inf if it is another."""
    tl, out = world.track_link[i], state.parcel[i, row, s]
    tr, pairing = state.track[tl.b, slot], state.pairing[i, s]
    if out.track < 0 or tr.stage == T_NONE:
        return math.inf
    x, p = state.x[tl.b, slot], state.p[tl.b, slot]
    dt = out.t_s - tr.t_s
    for m in range(3):  # most are far away: no matrix for them
        if abs(x[m] - out.x[m]) > FASTEST_MPS * abs(dt) + KEPT_SHARE * math.sqrt(limit * (p[m, m] + out.p[m, m])):
            return math.inf
    d2 = away2(x, p, out.x, out.p, 0, -dt, state.matrix)
    v2 = away2(x, p, out.x, out.p, 3, 0.0, state.matrix)
    if not (d2 == d2 and v2 == v2):
        return math.inf
    d2 = max(d2, v2)
    if pairing.theirs == out.track and pairing.slot == slot and pairing.mine == tr.track:
        if d2 > KEPT_SHARE * KEPT_SHARE * limit:
            return math.inf
        return REMOTE_SHARE * limit if tr.link == i else 0.0
    return d2


@kernel
def _fuse(world, state, i, row, s, slot, t_s):
    """Fuse one track of a message with the slot chosen for it, or begin a track with it."""
    tl, out, pairing = world.track_link[i], state.parcel[i, row, s], state.pairing[i, s]
    pic, i_post = tl.b, world.picture[tl.b].post
    tell(world, state, i_post, out.obj, world.post[world.picture[tl.a].post].entity, t_s)
    if slot < 0:
        slot = free_slot(state, pic)
        if slot < 0:
            return
    if pairing.theirs == out.track and pairing.slot != slot:
        _leave(world, state, i, pairing.slot, pairing.mine, t_s)
    tr = state.track[pic, slot]
    if tr.stage != T_NONE and stale(world, state, pic, slot, out.t_s):
        drop(world, state, pic, slot, t_s)
    fresh = tr.stage == T_NONE
    if fresh:
        clear(state, pic, slot)
        tr.link, tr.obj, tr.track = i, out.obj, state.counter[NEXT_TRACK]
        state.counter[NEXT_TRACK] += 1
        tr.t_s, tr.t_born_s, tr.t_hit_s = out.t_s, out.t_s, out.t_hit_s
        for m in range(6):
            state.x[pic, slot, m] = out.x[m]
            for n in range(6):
                state.p[pic, slot, m, n] = out.p[m, n]
        anew_models(world, state, pic, slot)
    else:
        _join(world, state, i, out, slot)
        keep_models(world, state, pic, slot)
    tr.n_past, tr.past_first = 0, 0
    tr.t_hit_s = max(tr.t_hit_s, out.t_hit_s)
    tr.hits = max(tr.hits, world.picture[pic].confirm_hits)
    note(state, pic, slot, out.obj)
    pairing.theirs, pairing.slot, pairing.mine = out.track, slot, tr.track
    if tl.adds and tl.back >= 0:
        _know(world, state, tl.back, out, slot, fresh)
    for kind in range(N_EVIDENCE):
        told = state.parcel_evidence[i, row, s, kind]
        if kind != EV_KINEMATICS and kind != EV_ORIGIN and state.evidence[pic, slot, kind] < 0 <= told:
            state.evidence[pic, slot, kind] = told
    if tr.stage != T_CONFIRMED:
        tr.stage = T_CONFIRMED
        tracked(world, state, pic, slot, t_s)


@kernel
def _leave(world, state, i, slot, mine, t_s):
    """Drop a track that stood only for a partner's, which has been found to be another of ours."""
    pic = world.track_link[i].b
    tr = state.track[pic, slot]
    if tr.stage != T_NONE and tr.track == mine and tr.link == i:
        drop(world, state, pic, slot, t_s)


@kernel
def _join(world, state, i, out, slot):
    """Put a track of a message into one of ours: both at the later of their moments."""
    tl = world.track_link[i]
    pic = tl.b
    tr = state.track[pic, slot]
    x, p = state.x[pic, slot], state.p[pic, slot]
    if out.t_s > tr.t_s:
        advance(world, state, pic, slot, out.t_s)
    elif not tl.adds:
        bend(out.x, out.p, tr.t_s - out.t_s)
        predict(out.x, out.p, tr.t_s - out.t_s, world.picture[pic].q)
    if tr.link == i and not tl.adds:  # nobody else sees it: the partner's own state is all there is
        for m in range(6):
            x[m] = out.x[m]
            for n in range(6):
                p[m, n] = out.p[m, n]
    elif tl.adds:
        added(x, p, out.y, out.info, max(0.0, tr.t_s - out.t_s), state.matrix)
    else:
        intersect(x, p, out.x, out.p, state.matrix)


@kernel
def _know(world, state, back, out, slot, fresh):
    """Note for the way back that both ends know what came: of a track begun with it (fresh), all that it is."""
    pic = world.track_link[back].a
    tr, both = state.track[pic, slot], state.common[back, slot]
    if fresh:
        both.track, both.t_s = tr.track, out.t_s
        for m in range(6):
            both.x[m] = out.x[m]
            for n in range(6):
                both.p[m, n] = out.p[m, n]
        return
    if both.track != tr.track:
        both.track, both.t_s = tr.track, tr.t_s
        for m in range(6):
            both.x[m] = 0.0
            for n in range(6):
                both.p[m, n] = 1e12 if m == n else 0.0
        added(both.x, both.p, out.y, out.info, max(0.0, tr.t_s - out.t_s), state.matrix)
        return
    bend(both.x, both.p, tr.t_s - both.t_s)
    predict(both.x, both.p, tr.t_s - both.t_s, world.picture[pic].q)
    both.t_s = max(both.t_s, tr.t_s)
    added(both.x, both.p, out.y, out.info, max(0.0, both.t_s - out.t_s), state.matrix)
